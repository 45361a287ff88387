//! Signs what is posted, so that who receives it can tell that we sent it, and when.
//!
//! The header is `t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body" in hex>`, the form that Stripe
//! made common. The time is signed too and the receiver sets a tolerance, so that an old message
//! cannot be sent again. Several `v1` may stand in one header: while a secret is changed, one for
//! each. Rejected: HTTP Message Signatures (RFC 9421), for which few receivers have a library.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

/// The header that holds a signature.
pub const SIGNATURE_HEADER: &str = "Newstem-Signature";
/// So many signatures of one header are tried.
const SIGNATURES_MAX: usize = 8;

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The header has not the form of one.
    #[error("the signature is malformed")]
    Malformed,
    /// Another secret, or another body.
    #[error("the signature does not match the body")]
    Mismatch,
    /// Signed too long ago, or in the future.
    #[error("the signature was made {age_seconds} s ago, beyond the tolerance")]
    Stale {
        /// How long ago; less than zero for the future.
        age_seconds: i64,
    },
}

/// The value of [`SIGNATURE_HEADER`] for `body`, sent at `unix_seconds`.
pub fn signature(secret: &[u8], unix_seconds: u64, body: &[u8]) -> String {
    let code = code(secret, unix_seconds, body).finalize().into_bytes();
    let hex: String = code.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={unix_seconds},v1={hex}")
}

/// Checks that `header` signs `body` with `secret`, and that it was made within
/// `tolerance_seconds` of `now`, in seconds since 1970.
///
/// # Errors
///
/// Where it does not.
pub fn verify_signature(
    secret: &[u8],
    header: &str,
    body: &[u8],
    now: u64,
    tolerance_seconds: u64,
) -> Result<(), SignatureError> {
    let parts = Parts::parse(header).ok_or(SignatureError::Malformed)?;
    let is_right = |given: &Vec<u8>| code(secret, parts.time, body).verify_slice(given).is_ok();
    if !parts.codes.iter().any(is_right) {
        return Err(SignatureError::Mismatch);
    }
    if now.abs_diff(parts.time) > tolerance_seconds {
        let age_seconds = now.wrapping_sub(parts.time).cast_signed();
        return Err(SignatureError::Stale { age_seconds });
    }
    Ok(())
}

/// The code of a time and a body, ready to be given or compared.
fn code(secret: &[u8], unix_seconds: u64, body: &[u8]) -> Hmac<Sha256> {
    let mut code = Hmac::<Sha256>::new_from_slice(secret).expect("a key may have any length");
    code.update(unix_seconds.to_string().as_bytes());
    code.update(b".");
    code.update(body);
    code
}

struct Parts {
    time: u64,
    codes: Vec<Vec<u8>>,
}

impl Parts {
    /// Unknown keys are passed over, for those that a later version may add.
    fn parse(header: &str) -> Option<Self> {
        let pairs = || header.split(',').filter_map(|part| part.trim().split_once('='));
        let time = pairs().find(|(key, _)| *key == "t")?.1.parse().ok()?;
        let given = pairs().filter(|(key, _)| *key == "v1").take(SIGNATURES_MAX);
        let codes: Vec<_> = given.map(|(_, hex)| bytes_of(hex)).collect::<Option<_>>()?;
        (!codes.is_empty()).then_some(Self { time, codes })
    }
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<_>> = hex.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() == 64)?;
    digits.chunks(2).map(|pair| u8::try_from(pair[0] << 4 | pair[1]).ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: &[u8] = b"whsec_test";
    const BODY: &[u8] = br#"{"story":"1"}"#;

    fn check(header: &str, now: u64, expected: Result<(), SignatureError>) {
        assert_eq!(verify_signature(SECRET, header, BODY, now, 300), expected, "{header}");
    }

    #[test]
    fn the_code_is_that_of_the_standard() {
        // Made by `printf '1700000000.hello' | openssl dgst -sha256 -hmac key`.
        let expected =
            "t=1700000000,v1=4d583a269f4f276a3fa80ff31b5a01879a848096983222a17893d198418939aa";
        assert_eq!(signature(b"key", 1_700_000_000, b"hello"), expected);
    }

    #[test]
    fn what_is_signed_holds_for_a_while() {
        let header = signature(SECRET, 1000, BODY);
        check(&header, 1000, Ok(()));
        check(&header, 1300, Ok(()));
        check(&header, 700, Ok(()));
        check(&header, 1301, Err(SignatureError::Stale { age_seconds: 301 }));
        check(&header, 699, Err(SignatureError::Stale { age_seconds: -301 }));
    }

    #[test]
    fn a_second_code_may_hold() {
        let (old, new) = (signature(b"old", 1000, BODY), signature(SECRET, 1000, BODY));
        let new_code = new.split_once(',').expect("two parts").1;
        check(&format!("{old}, {new_code}, v2=x"), 1000, Ok(()));
        check(&old, 1000, Err(SignatureError::Mismatch));
    }

    #[test]
    fn what_is_changed_does_not_hold() {
        let header = signature(SECRET, 1000, b"another body");
        check(&header, 1000, Err(SignatureError::Mismatch));
        let later = signature(SECRET, 1000, BODY).replace("t=1000", "t=1001");
        check(&later, 1000, Err(SignatureError::Mismatch));
    }

    #[test]
    fn what_is_no_signature_is_told() {
        for header in ["", "t=1000", "v1=00", "t=x,v1=00", "t=1000,v1=", "t=1000,v1=zz"] {
            check(header, 1000, Err(SignatureError::Malformed));
        }
        let short = &signature(SECRET, 1000, BODY)[..60];
        check(short, 1000, Err(SignatureError::Malformed));
    }

    proptest! {
        #[test]
        fn whatever_is_signed_holds(secret: Vec<u8>, body: Vec<u8>, time: u64) {
            let header = signature(&secret, time, &body);
            prop_assert_eq!(verify_signature(&secret, &header, &body, time, 0), Ok(()));
        }

        #[test]
        fn no_header_makes_it_panic(header: String) {
            prop_assert!(verify_signature(SECRET, &header, BODY, 0, 0).is_err());
        }
    }
}
