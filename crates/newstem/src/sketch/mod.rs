//! Fingerprints of one article, and the pairs worth comparing.
