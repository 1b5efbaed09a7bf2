//! Codes, from signing over paper to reading.

use chrono::NaiveDate;
use domain::ids::CertificateId;
use proptest::prelude::*;
use uuid::Uuid;

use crate::letters;
use crate::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn key(seed: u8) -> SigningKey {
    SigningKey::of(&[seed; 32])
}

fn keys(seeds: &[u8]) -> PublicKeys {
    PublicKeys::new(seeds.iter().map(|seed| (Issuer::Facility, key(*seed).public())))
}

fn content() -> Content {
    Content {
        issuer: Issuer::Facility,
        id: CertificateId(Uuid::from_u128(0x0123_4567_89ab_4def_8123_4567_89ab_cdef)),
        form: Form::D116N26b,
        issued_on: day(2023, 8, 14),
    }
}

fn code() -> Code {
    Code::issue(&key(1), &content()).unwrap()
}

/// One letter of a text replaced.
fn with_letter(text: &str, at: usize, letter: char) -> String {
    text.chars().enumerate().map(|(place, old)| if place == at { letter } else { old }).collect()
}

#[test]
fn a_code_is_twenty_groups_of_eight() {
    let text = code().to_string();
    assert_eq!(text.len(), 179);
    assert!(text.split('-').all(|group| group.len() == 8) && text.split('-').count() == 20);
    assert!(text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit() || byte.is_ascii_uppercase()));
}

#[test]
fn a_code_says_what_was_signed_and_nothing_else() {
    let read = Code::read(&code().to_string()).unwrap();
    assert_eq!(read.verify(&keys(&[1])), Ok(content()));
    assert_eq!((read.issuer(), read.key()), (Some(Issuer::Facility), key(1).id()));
}

#[test]
fn case_blanks_hyphens_and_letters_that_look_alike_are_forgiven() {
    let text = code().plain();
    let careless = text.to_lowercase().replace('0', "o").replace('1', "l");
    let spaced: String =
        careless.chars().enumerate().flat_map(|(at, c)| [Some(c), (at % 5 == 4).then_some(' ')]).flatten().collect();
    for written in [careless.clone(), spaced, careless.replace('l', "I"), code().groups().join("–")] {
        assert_eq!(Code::read(&written), Ok(code()), "{written}");
    }
}

#[test]
fn an_address_that_ends_with_a_code_is_read() {
    let scanned = format!(" HTTPS://HOANHAP.EXAMPLE.VN/CHUNG-NHAN/{}\n", code().plain());
    assert_eq!(Code::read(&scanned), Ok(code()));
}

#[test]
fn every_single_wrong_letter_is_found_in_its_group() {
    let text = code().plain();
    for at in 0..text.len() {
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|letter| text.chars().nth(at) != Some(*letter))
        {
            let wrong = Unreadable::Mistyped(Mistyped::Group(at / 8 + 1));
            assert_eq!(Code::read(&with_letter(&text, at, letter)), Err(wrong));
        }
        let letter = Unreadable::Mistyped(Mistyped::Letter { group: at / 8 + 1, letter: 'U' });
        assert_eq!(Code::read(&with_letter(&text, at, 'U')), Err(letter));
    }
}

#[test]
fn letters_and_groups_that_changed_places_are_found() {
    let text: Vec<char> = code().plain().chars().collect();
    for at in (0..text.len() - 1).filter(|at| at % 8 != 7 && text[*at] != text[at + 1]) {
        let mut swapped = text.clone();
        swapped.swap(at, at + 1);
        let read = Code::read(&swapped.into_iter().collect::<String>());
        assert_eq!(read, Err(Unreadable::Mistyped(Mistyped::Group(at / 8 + 1))), "at {at}");
    }
    let groups = code().groups();
    for first in 0..groups.len() {
        for second in first + 1..groups.len() {
            let mut swapped = groups.clone();
            swapped.swap(first, second);
            assert_eq!(Code::read(&swapped.join("-")), Err(Unreadable::Mistyped(Mistyped::Group(first + 1))));
        }
    }
}

#[test]
fn a_code_that_is_cut_off_or_too_long_is_no_code() {
    let text = code().plain();
    for end in 0..text.len() {
        assert!(matches!(Code::read(&text[..end]), Err(Unreadable::Mistyped(Mistyped::Length { .. }))), "{end}");
    }
    let longer = letters::write(&[7; 100]);
    assert!(matches!(Code::read(&longer), Err(Unreadable::Version(0))));
    assert!(Code::read(&format!("{text}{text}")).is_err() && Code::read(&"0".repeat(100_000)).is_err());
}

#[test]
fn bits_that_no_byte_needs_are_zero() {
    // The last group's seventh letter holds one bit of the signature and four that stand for nothing.
    let mut bytes = letters::read(&code().plain()).unwrap();
    *bytes.last_mut().unwrap() = 0b0001_0000;
    assert_eq!(Code::read(&letters::write(&bytes)[..160]), Err(Unreadable::Mistyped(Mistyped::Group(20))));
}

#[test]
fn another_key_and_no_key_are_told_apart() {
    let signed_by_two = Code::issue(&key(2), &content()).unwrap();
    assert_eq!(signed_by_two.verify(&keys(&[1])), Err(NotGenuine::UnknownKey(key(2).id())));
    assert_eq!(code().verify(&PublicKeys::default()), Err(NotGenuine::UnknownKey(key(1).id())));
    // The same code with the signature of another key.
    let mut bytes = letters::read(&code().plain()).unwrap();
    bytes[23..87].copy_from_slice(&letters::read(&signed_by_two.plain()).unwrap()[23..87]);
    let forged = Code::read(&letters::write(&bytes)[..160]).unwrap();
    assert_eq!(forged.verify(&keys(&[1])), Err(NotGenuine::NotSigned(key(1).id())));
}

#[test]
fn an_issuers_key_signs_for_that_issuer_only() {
    let of_community = Content { issuer: Issuer::Community, ..content() };
    let code = Code::issue(&key(1), &of_community).unwrap();
    assert_eq!(code.verify(&keys(&[1])), Err(NotGenuine::UnknownKey(key(1).id())));
}

#[test]
fn a_code_of_another_version_is_named_as_such() {
    let mut bytes = letters::read(&code().plain()).unwrap();
    bytes[0] = 0x21;
    assert_eq!(Code::read(&letters::write(&bytes)[..160]), Err(Unreadable::Version(2)));
}

#[test]
fn old_keys_go_on_verifying_after_a_new_one_signs() {
    let both = keys(&[2, 1]);
    assert_eq!(code().verify(&both), Ok(content()));
    assert_eq!(Code::issue(&key(2), &content()).unwrap().verify(&both), Ok(content()));
}

#[test]
fn the_first_and_the_last_day_fit_and_others_are_refused() {
    for on in [day(1970, 1, 1), day(2149, 6, 6)] {
        let dated = Content { issued_on: on, ..content() };
        assert_eq!(Code::issue(&key(1), &dated).unwrap().verify(&keys(&[1])), Ok(dated));
    }
    for on in [day(1969, 12, 31), day(2149, 6, 7)] {
        assert_eq!(Code::issue(&key(1), &Content { issued_on: on, ..content() }), Err(Undatable(on)));
    }
}

#[test]
fn keys_are_published_and_read_back() {
    let set = keys(&[1, 2]).published();
    let text = serde_json::to_string(&set).unwrap();
    assert!(text.contains(r#""kty":"OKP","crv":"Ed25519""#) && text.contains(r#""issuer":"facility""#), "{text}");
    let read = PublicKeys::read(&serde_json::from_str(&text).unwrap()).unwrap();
    assert_eq!(code().verify(&read), Ok(content()));
}

#[test]
fn a_key_that_is_none_or_has_anothers_name_is_not_taken() {
    let good = Jwk::of(Issuer::Facility, key(1).public());
    let set = |jwk: Jwk| PublicKeys::read(&KeySet { keys: vec![jwk] }).err();
    assert_eq!(set(Jwk { crv: "X25519".into(), ..good.clone() }), Some(BadKey::Kind("OKP X25519".into())));
    assert_eq!(set(Jwk { x: "AAAA".into(), ..good.clone() }), Some(BadKey::NoKey));
    let renamed = Some(BadKey::Name { named: "000000".into(), is: key(1).id() });
    assert_eq!(set(Jwk { kid: "000000".into(), ..good }), renamed);
}

#[test]
fn the_code_is_scanned_from_its_picture() {
    let text = format!("HTTPS://HOANHAP.EXAMPLE.VN/CHUNG-NHAN/{}", code().plain());
    let file = Qr::of(&text).unwrap().png(3);
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut rows = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut rows).unwrap();
    let side = usize::try_from(info.width).unwrap();
    let grey = |x: usize, y: usize| if rows[y * info.line_size + x / 8] >> (7 - x % 8) & 1 == 0 { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, grey);
    let (meta, scanned) = image.detect_grids()[0].decode().unwrap();
    assert_eq!(Code::read(&scanned).unwrap().verify(&keys(&[1])), Ok(content()));
    assert!(meta.version.to_size() <= 49, "{} modules are too fine to print at 3 cm", meta.version.to_size());
}

fn issued() -> Certificate {
    Certificate {
        id: content().id,
        subject: Uuid::from_u128(9),
        form: Form::D116N26b,
        number: "12/GCN".into(),
        issued_on: content().issued_on,
        code: code().plain(),
        revoked: None,
    }
}

#[test]
fn a_certificate_is_revoked_once_and_not_before_its_issue() {
    let today = day(2024, 1, 1);
    let revoke = |certificate: Certificate, on| certificate.revoke(RevocationReason::IssuedInError, on, today);
    assert_eq!(issued().status(), Status::Valid);
    let revoked = revoke(issued(), day(2023, 9, 1)).unwrap();
    assert_eq!(revoked.status(), Status::Revoked);
    let said = |result: Result<Certificate, NotRevoked>| match result.unwrap_err() {
        NotRevoked::Field(error) => error.code,
        NotRevoked::Refused(refusal) => refusal.code,
    };
    assert_eq!(said(revoke(revoked, day(2023, 9, 2))), "certificate.already_revoked");
    assert_eq!(said(revoke(issued(), day(2023, 8, 13))), "date.before_issue");
    assert_eq!(said(revoke(issued(), day(2024, 1, 2))), "date.future");
}

fn any_content() -> impl Strategy<Value = Content> {
    let parts = (any::<u128>(), 0..65_536u64, 0..Form::ALL.len(), 0..Issuer::ALL.len());
    parts.prop_map(|(id, days, form, issuer)| Content {
        issuer: Issuer::ALL[issuer],
        id: CertificateId(Uuid::from_u128(id)),
        form: Form::ALL[form],
        issued_on: day(1970, 1, 1) + chrono::Days::new(days),
    })
}

proptest! {
    #[test]
    fn what_is_signed_is_read_back(content in any_content(), seed in any::<[u8; 32]>()) {
        let key = SigningKey::of(&seed);
        let text = Code::issue(&key, &content).unwrap().to_string();
        let keys = PublicKeys::new([(content.issuer, key.public())]);
        prop_assert_eq!(Code::read(&text).unwrap().verify(&keys), Ok(content));
    }

    #[test]
    fn every_change_of_one_letter_is_refused(content in any_content(), at in 0..160usize, letter in "[0-9A-Z]") {
        let text = Code::issue(&key(1), &content).unwrap().plain();
        let changed = with_letter(&text, at, letter.chars().next().unwrap());
        let same = Code::read(&changed) == Code::read(&text);
        // O, I and L are read as 0 and 1.
        prop_assert_eq!(same, changed.replace('O', "0").replace(['I', 'L'], "1") == text);
        prop_assert!(same || Code::read(&changed).is_err());
    }

    #[test]
    fn every_changed_bit_of_what_is_signed_breaks_the_signature(content in any_content(), bit in 0..87 * 8usize) {
        let key = key(1);
        let keys = PublicKeys::new(Issuer::ALL.iter().map(|issuer| (*issuer, key.public())));
        let mut bytes = letters::read(&Code::issue(&key, &content).unwrap().plain()).unwrap();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let forged = Code::read(&letters::write(&bytes)[..160]);
        prop_assert!(forged.is_err() || forged.unwrap().verify(&keys).is_err());
    }

    #[test]
    fn letters_of_any_kind_never_make_the_reader_stumble(text in ".{0,300}") {
        let _ = Code::read(&text);
    }

    #[test]
    fn bytes_are_read_back_from_their_letters(bytes in proptest::collection::vec(any::<u8>(), 1..100)) {
        let read = letters::read(&letters::write(&bytes)).unwrap();
        prop_assert_eq!(&read[..bytes.len()], &bytes[..]);
        prop_assert!(read[bytes.len()..].iter().all(|byte| *byte == 0));
    }
}
