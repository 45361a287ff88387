//! Stories: which articles tell the same event.
