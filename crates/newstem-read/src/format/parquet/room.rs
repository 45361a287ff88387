//! Room for pages, used again. A page stays in memory until the last value that points into it is
//! let go; its room then goes to a page of about the same size. Rooms that were set aside anew for
//! each page cost a tenth of the time of reading: the system hands memory out in small pieces and
//! clears each.
//!
//! A room is never much larger than the page in it, so that what is counted against the limit of
//! memory stays about what is taken; and few rooms are kept for later.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Rooms that nothing is in, all together, in bytes.
const EMPTY_BYTES_MAX: usize = 16 << 20;
/// A new room is larger by so much than what it is for, as the next page may be.
const SPARE_SHARE: usize = 8;
/// A room is not used for what would leave more than this share of it empty.
const EMPTY_SHARE_MAX: usize = 4;

/// The rooms that nothing is in.
#[derive(Clone, Default)]
pub(super) struct Rooms(Arc<Mutex<Empty>>);

#[derive(Default)]
struct Empty {
    rooms: Vec<Vec<u8>>,
    /// What they take together, in bytes.
    bytes: usize,
}

impl Rooms {
    /// Room for `length` bytes. What is in it is left over from something else.
    pub(super) fn of(&self, length: usize) -> Room {
        let found = self.empty().take(length);
        let bytes = found.unwrap_or_else(|| vec![0; length.saturating_add(length / SPARE_SHARE)]);
        Room { bytes, length, rooms: self.clone() }
    }

    fn empty(&self) -> MutexGuard<'_, Empty> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Empty {
    fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        let fits = |room: &Vec<u8>| {
            room.len() >= length && room.len() - length <= room.len() / EMPTY_SHARE_MAX
        };
        let place = self.rooms.iter().position(fits)?;
        let room = self.rooms.swap_remove(place);
        self.bytes -= room.len();
        Some(room)
    }

    /// Keeps `room` for later, if not too much is kept already.
    fn put(&mut self, room: Vec<u8>) {
        let bytes = self.bytes.saturating_add(room.len());
        if bytes <= EMPTY_BYTES_MAX {
            self.bytes = bytes;
            self.rooms.push(room);
        }
    }
}

/// Room for one page.
pub(super) struct Room {
    bytes: Vec<u8>,
    length: usize,
    /// Where the room goes when it is left.
    rooms: Rooms,
}

impl Deref for Room {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl DerefMut for Room {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.bytes[..self.length]
    }
}

impl AsRef<[u8]> for Room {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        self.rooms.empty().put(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How much room is empty once rooms of these sizes were taken and left one after the other.
    fn check(lengths: &[usize], expected: usize) {
        let rooms = Rooms::default();
        for length in lengths {
            assert_eq!(rooms.of(*length).len(), *length);
        }
        assert_eq!(rooms.empty().bytes, expected, "{lengths:?}");
    }

    #[test]
    fn a_room_is_used_again_for_what_about_fills_it() {
        check(&[800], 900);
        check(&[800, 900, 675], 900);
        check(&[800, 674], 900 + 758);
        check(&[800, 901], 900 + 1013);
        check(&[0, 0], 0);
    }

    #[test]
    fn rooms_that_are_too_large_are_not_kept() {
        check(&[EMPTY_BYTES_MAX], 0);
    }

    #[test]
    fn no_room_is_used_twice_at_once() {
        let rooms = Rooms::default();
        let (mut first, mut second) = (rooms.of(800), rooms.of(800));
        first.fill(1);
        second.fill(2);
        assert!(first.iter().all(|byte| *byte == 1));
    }
}
