//! How a browser shows the token.

use crate::desk::{TestDesk, folder, settings};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const OWN_PAGE: &str = "Sec-Fetch-Site: same-origin";

/// What a browser sends back of what it was given to keep.
fn cookie_of(desk: &TestDesk, encoded_token: &str) -> String {
    let form = format!("token={encoded_token}&back=%2F");
    let answer = desk.send(&["POST", "/sign-in"], &[FORM], &form);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let kept = answer.header("set-cookie").unwrap();
    format!("Cookie: {}", kept.split(';').next().unwrap())
}

/// Signs in with a token and adds a source with what was kept of it.
fn check(token: &str, encoded_token: &str) {
    let data = folder();
    let mut settings = settings(data.path(), &[80, 443]);
    settings.token = Some(token.to_owned());
    let desk = TestDesk::open(settings);
    let cookie = cookie_of(&desk, encoded_token);
    assert!(!cookie.contains(token), "the cookie tells the token");
    let add = |cookie: &str| {
        let form = "source=https%3A%2F%2Fnews.example%2Frss";
        desk.send(&["POST", "/sources"], &[FORM, OWN_PAGE, cookie], form)
    };
    assert_eq!(add(&cookie).header("location"), Some("/sources"), "{token}");
    assert_eq!(add(&format!("{cookie}x")).header("location"), Some("/sign-in"), "{token}");
    assert_eq!(add(&format!("Cookie: newstem_token={token}")).header("location"), Some("/sign-in"));
}

#[test]
fn whoever_signs_in_may_write_whatever_the_token_is_made_of() {
    check("plain", "plain");
    check("a;b \"c\", d=\\", "a%3Bb+%22c%22%2C+d%3D%5C");
    check("schlüssel", "schl%C3%BCssel");
}
