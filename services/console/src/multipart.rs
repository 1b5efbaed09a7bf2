//! `multipart/form-data` (RFC 7578): the body of a form that sends a file.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};

use crate::fields::Fields;

/// A file as the browser sent it.
#[derive(Clone)]
pub struct Upload {
    pub name: String,
    pub bytes: Bytes,
}

/// The line that parts the fields, where the body is of this kind.
pub fn boundary(headers: &HeaderMap) -> Option<&str> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = kind.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let value = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    Some(value.trim_matches('"')).filter(|value| !value.is_empty())
}

/// The fields, and the file if one was chosen. Nothing where the body is not what its boundary says.
pub fn read(boundary: &str, body: &Bytes) -> Option<(Fields, Option<Upload>)> {
    let (mut fields, mut upload) = (Fields::default(), None);
    let first = format!("--{boundary}");
    let delimiter = format!("\r\n{first}");
    let mut at = find(body, first.as_bytes(), 0)? + first.len();
    while !body[at..].starts_with(b"--") {
        let head_end = find(body, b"\r\n\r\n", at)?;
        let head = String::from_utf8_lossy(&body[at..head_end]);
        let begin = head_end + 4;
        let end = find(body, delimiter.as_bytes(), begin)?;
        let name = parameter(&head, "name")?;
        match parameter(&head, "filename") {
            // A browser sends an empty part where no file was chosen.
            Some(file) if file.is_empty() && begin == end => {}
            Some(file) => upload = Some(Upload { name: file, bytes: body.slice(begin..end) }),
            None => fields.add(name, String::from_utf8_lossy(&body[begin..end]).into_owned()),
        }
        at = end + delimiter.len();
    }
    Some((fields, upload))
}

fn find(body: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = body.get(from..)?;
    rest.windows(what.len()).position(|window| window == what).map(|at| from + at)
}

/// One parameter of the part's `Content-Disposition`; browsers write its quotes and line ends as `%22`, `%0D`
/// and `%0A`.
fn parameter(head: &str, name: &str) -> Option<String> {
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let value = line.split("; ").find_map(|part| part.strip_prefix(name)?.strip_prefix("=\""))?;
    let value = value.strip_suffix('"')?;
    Some(value.replace("%22", "\"").replace("%0D", "").replace("%0A", ""))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const BODY: &str = "--xyz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n\
        --xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Danh sách \
        %22A%22.csv\"\r\nContent-Type: text/csv\r\n\r\nmột;hai\r\n--xy\r\n--xyz--\r\n";

    fn body(text: &str) -> Bytes {
        Bytes::copy_from_slice(text.as_bytes())
    }

    #[test]
    fn fields_and_file_are_read_as_they_were_sent() {
        let (fields, upload) = read("xyz", &body(BODY)).unwrap();
        assert_eq!(fields.text("csrf"), "abc");
        let upload = upload.unwrap();
        assert_eq!((upload.name.as_str(), &upload.bytes[..]), ("Danh sách \"A\".csv", "một;hai\r\n--xy".as_bytes()));
    }

    #[test]
    fn no_file_chosen_is_no_file() {
        let text = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--";
        assert!(read("b", &body(text)).unwrap().1.is_none());
    }

    #[test]
    fn a_body_that_is_cut_off_is_none() {
        for length in [0, 4, 20, 60, BODY.len() - 8] {
            assert!(read("xyz", &body(BODY).slice(..length)).is_none(), "{length}");
        }
    }

    #[test]
    fn only_this_kind_of_body_has_a_boundary() {
        let of = |kind| HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
        assert_eq!(boundary(&of("multipart/form-data; boundary=\"a-b\"")), Some("a-b"));
        assert_eq!(boundary(&of("application/x-www-form-urlencoded")), None);
        assert_eq!(boundary(&HeaderMap::new()), None);
    }
}
