//! What happens around and inside sessions: recorded output, and messages for what is wrong.

mod common;

use common::{at, error, files, golden, text};

#[test]
fn a_hundred_directors_and_three_hosts() {
    let told = text("sessions", &["conversations"]);
    assert!(
        told.starts_with("100 of 100 conversations in 9 working days, at most 34 with one host")
    );
    golden("sessions-conversations.txt", &told);
    golden(
        "sessions-rounds.txt",
        &text("sessions", &["conversations", "--guests", "7", "--hosts", "0"]),
    );
    let short =
        text("sessions", &["conversations", "--guests", "30", "--hosts", "2", "--days", "3"]);
    assert!(
        short.contains("30 people find room for 24 conversations; add days or hosts"),
        "{short}"
    );
}

#[test]
fn roles_with_and_without_absences() {
    golden("sessions-roles.txt", &text("sessions", &["roles", "--away", "1:1,5:4"]));
    let few =
        text("sessions", &["roles", "--members", "4", "--meetings", "2", "--away", "2:1,2:2"]);
    assert!(few.ends_with("meeting 2: only 2 are there\n"), "{few}");
}

#[test]
fn a_retreat_hour_by_hour() {
    golden("sessions-retreat.txt", &text("sessions", &["retreat"]));
}

#[test]
fn agendas_of_a_method_and_of_a_pit_stop() {
    golden(
        "sessions-method.txt",
        &text("sessions", &["agenda", "--method", "incident", "--minutes", "90"]),
    );
    golden("sessions-agenda.txt", &text("sessions", &["agenda"]));
}

#[test]
fn dates_in_order_of_merit() {
    golden("sessions-poll.txt", &text("sessions", &["poll", "--required", "d01"]));
}

#[test]
fn what_is_wrong_is_named() {
    let folder = files(&[
        ("long.csv", b"title,minutes,up_to,from,to,method,rest,before\nNight,1000,,,,,yes,\nTalk,500,,,,,,\n"),
        ("before.csv", b"title,minutes,up_to,from,to,method,rest,before\nNight,500,,,,,yes,Talk\n"),
        ("hour.csv", b"title,minutes,up_to,from,to,method,rest,before\nNight,500,,late,23:00,,yes,\n"),
        ("poll.csv", b"id,monday\nd1,perhaps\n"),
    ]);
    let refused = |args: &[&str]| error("sessions", args, folder.path());
    let retreat = |file: &str| refused(&["retreat", "--blocks", &at(&folder, file)]);
    assert_eq!(
        retreat("long.csv"),
        "the blocks take 1500 minutes and there are 1440: 60 too many; shorten a block or leave one out"
    );
    assert_eq!(
        retreat("before.csv"),
        "before.csv: block \"Night\" comes before \"Talk\", which is not a block"
    );
    assert_eq!(
        retreat("hour.csv"),
        "hour.csv: block \"Night\": \"late\" is not a time of day; write 18:30"
    );
    assert_eq!(
        refused(&["poll", "--answers", &at(&folder, "poll.csv")]),
        "poll.csv: row 2, column \"monday\": \"perhaps\" is not an answer; write yes, maybe, no or nothing"
    );
    assert_eq!(
        refused(&["roles", "--members", "3"]),
        "a rotation of roles needs 4 to 12 members, not 3; join or split groups"
    );
    assert!(
        refused(&["agenda", "--method", "lecture"]).starts_with("there is no method \"lecture\"")
    );
}
