//! Codes cannot be guessed, catch typing mistakes, and are kept as hashes only.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use intervision_model::Problem;
use intervision_model::access_code::{AccessCode, CodeBook, CodeProblem, Pepper};
use proptest::prelude::*;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, day).unwrap()
}

fn pepper() -> Pepper {
    Pepper::new(b"a pepper of more than 16 bytes").unwrap()
}

/// Bytes that differ, for tests: `SplitMix64` (Steele, Lea and Flood, 2014). Real codes need a cryptographic generator.
fn bytes(mut state: u64) -> [u8; 10] {
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let (high, low) = (next().to_be_bytes(), next().to_be_bytes());
    std::array::from_fn(|place| if place < 8 { high[place] } else { low[place - 8] })
}

fn refused(text: &str) -> CodeProblem {
    let problem = AccessCode::parse(text).unwrap_err();
    let Problem::Code(problem) = problem else { unreachable!("{problem}") };
    problem
}

#[test]
fn m14_ten_thousand_codes_differ_and_open_their_own_door() {
    let (pepper, mut book) = (pepper(), CodeBook::default());
    let mut written = BTreeSet::new();
    for number in 0..10_000_u64 {
        let holder = format!("a{number:05}");
        let code = book.issue(holder.as_str(), bytes(number), &pepper, day(1), None).unwrap();
        assert!(written.insert(code.to_string()));
        if number % 97 == 0 {
            assert_eq!(book.redeem(&code.to_string(), &pepper, day(1)).unwrap().as_str(), holder);
        }
    }
    assert_eq!((book.len(), written.len()), (10_000, 10_000));
    // Kept are hashes: no code stands in what is stored, and another pepper opens nothing.
    let stored = serde_json::to_string(&book).unwrap();
    let first = written.first().unwrap();
    assert!(!stored.contains(first.as_str()) && !stored.contains(&first.replace('-', "")));
    let other = Pepper::new(b"another pepper of 16 bytes").unwrap();
    let closed = book.redeem(first, &other, day(1)).unwrap_err();
    assert_eq!(closed, CodeProblem::Unknown.into());
    let read: CodeBook = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, book);
}

/// Over the million every wrong letter stands at every place some two thousand times, and every two neighbours are exchanged.
#[test]
fn m14_a_million_codes_differ_and_none_of_them_passes_mistyped() {
    let mut seen: Vec<[u8; 16]> = (0..1_000_000).map(|n| letters(n, n as usize)).collect();
    seen.sort_unstable();
    assert!(seen.windows(2).all(|pair| pair[0] != pair[1]));
}

/// The letters of a code, after it was refused with one wrong letter and with one exchange of neighbours.
fn letters(number: u64, typo: usize) -> [u8; 16] {
    let code = AccessCode::from_random(bytes(number)).unwrap();
    let written = code.to_string();
    let mut letters = written.bytes().filter(|b| *b != b'-');
    let letters: [u8; 16] = std::array::from_fn(|_| letters.next().unwrap());
    let parse = |letters: &[u8; 16]| AccessCode::parse(std::str::from_utf8(letters).unwrap());
    assert_eq!(parse(&letters).unwrap(), code);
    let (place, further) = (typo % 16, 1 + typo / 16 % 31);
    let right = ALPHABET.iter().position(|letter| *letter == letters[place]).unwrap();
    let mut typed = letters;
    typed[place] = ALPHABET[(right + further) % 32];
    assert_eq!(parse(&typed).unwrap_err(), CodeProblem::Mistyped.into());
    let mut exchanged = letters;
    exchanged.swap(typo % 15, typo % 15 + 1);
    assert_eq!(parse(&exchanged).is_err(), exchanged != letters);
    letters
}

#[test]
fn m14_a_code_is_good_between_its_days_until_it_is_revoked() {
    let (pepper, mut book) = (pepper(), CodeBook::default());
    let code = book.issue("a07", bytes(1), &pepper, day(2), Some(day(20))).unwrap().to_string();
    let on = |book: &CodeBook, on| book.redeem(&code, &pepper, on).map(ToString::to_string);
    let message = |book: &CodeBook, day| on(book, day).unwrap_err().to_string();
    assert_eq!(message(&book, day(1)), "the code is good from 2027-02-02 on");
    assert_eq!(on(&book, day(20)).unwrap(), "a07");
    assert_eq!(
        message(&book, day(21)),
        "the code was good until 2027-02-20; ask the programme office for a new one"
    );
    assert_eq!(book.revoke(&"a07".into(), day(9)), 1);
    assert_eq!(book.revoke(&"a07".into(), day(12)), 0);
    assert_eq!(on(&book, day(8)).unwrap(), "a07");
    assert_eq!(
        message(&book, day(9)),
        "the code was revoked on 2027-02-09; ask the programme office for a new one"
    );
    assert_eq!(book.forget(&"a07".into()), 1);
    assert_eq!(
        message(&book, day(9)),
        "there is no such code; ask the programme office for a new one"
    );
}

#[test]
fn what_cannot_be_meant_is_refused_without_repeating_the_code() {
    let (pepper, mut book) = (pepper(), CodeBook::default());
    book.issue("a07", bytes(1), &pepper, day(1), None).unwrap();
    let again = book.issue("a08", bytes(1), &pepper, day(1), None).unwrap_err();
    assert_eq!(
        again.to_string(),
        "the bytes for a new code gave a code before; draw new ones for each code"
    );
    let zeros = book.issue("a08", [0; 10], &pepper, day(1), None).unwrap_err();
    assert_eq!(
        zeros.to_string(),
        "the bytes for a new code are all 0; draw them from a cryptographic generator"
    );
    let back = book.issue("a08", bytes(2), &pepper, day(9), Some(day(8))).unwrap_err();
    assert_eq!(
        back.to_string(),
        "access code of \"a08\": runs from 2027-02-09 to 2027-02-08; the last day must not come before the first"
    );
    let short = Pepper::new(b"salt").unwrap_err();
    assert_eq!(short.to_string(), "a pepper of 4 bytes is too short; use at least 16 random bytes");
    assert_eq!(
        refused("4T7K-U").to_string(),
        "character 5 of the code is none that codes use; use digits and letters other than U"
    );
    assert_eq!(refused("4T7K").to_string(), "the code has 4 characters; a whole code has 16");
    assert!(matches!(refused(&"4".repeat(1 << 20)), CodeProblem::Length { found: 64, .. }));
    let code = AccessCode::from_random(bytes(1)).unwrap();
    let seen = format!("{code:?} {pepper:?} {book:?}");
    assert!(!seen.contains(&code.to_string()) && !seen.contains("pepper of more"), "{seen}");
    let hash =
        "{\"version\":1,\"codes\":[{\"hash\":\"00\",\"holder\":\"a07\",\"from\":\"2027-02-01\"}]}";
    assert_eq!(
        serde_json::from_str::<CodeBook>(hash).unwrap_err().to_string(),
        "entry 1 holds no hash of a code; it takes 64 lower-case hexadecimal digits"
    );
}

proptest! {
    #[test]
    fn m14_every_single_typo_and_every_exchange_is_detected(state in any::<u64>()) {
        let code = AccessCode::from_random(bytes(state)).unwrap();
        let letters: Vec<u8> = code.to_string().bytes().filter(|b| *b != b'-').collect();
        let text = |letters: &[u8]| String::from_utf8(letters.to_vec()).unwrap();
        prop_assert_eq!(AccessCode::parse(&text(&letters)).unwrap(), code);
        for place in 0..letters.len() {
            for &other in ALPHABET.iter().filter(|&&other| other != letters[place]) {
                let mut typed = letters.clone();
                typed[place] = other;
                prop_assert_eq!(refused(&text(&typed)), CodeProblem::Mistyped);
            }
            for second in (place + 1..letters.len()).filter(|&s| letters[s] != letters[place]) {
                let mut typed = letters.clone();
                typed.swap(place, second);
                prop_assert_eq!(refused(&text(&typed)), CodeProblem::Mistyped);
            }
        }
    }

    #[test]
    fn nothing_typed_makes_a_panic(text in "\\PC{0,40}") {
        let _ = AccessCode::parse(&text);
    }
}
