//! Archives: each file in a zip or a tar is read as if it lay in a folder of the archive's name.
//! Names are only names here: nothing is unpacked to where they point.

mod tar;
mod zip;

pub(super) use tar::read_tar;
pub(super) use zip::read_zip;

use super::fault::Fault;
use super::walk::is_hidden_name;

const REPACK: &str = "unpack it and give the folder, or pack it again";
/// Names of files are at most so long, as in file systems; a longer one was made to fill memory.
const NAME_BYTES_MAX: usize = 4096;

fn is_hidden(path: &str) -> bool {
    path.split('/').any(is_hidden_name)
}

fn name_too_long() -> Fault {
    Fault::new(format!("its name is longer than {NAME_BYTES_MAX} bytes"), REPACK)
}

fn nothing_inside() -> Fault {
    Fault::new("the archive holds no files", "check that it was packed to its end")
}
