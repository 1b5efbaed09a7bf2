//! Which code an error is reported under, told by the types in its chain.

use std::io;

use reqwest::StatusCode;
use runtime::secrets::WrongMasterKey;
use runtime::settings::SettingsError;
use sea_orm::DbErr;
use web::Problem;

use crate::code::Code;
use crate::exit::Failed;
use crate::interrupt::Interrupted;
use crate::remote::{Answered, Unreachable};
use crate::words::Said;

impl From<anyhow::Error> for Failed {
    fn from(error: anyhow::Error) -> Self {
        let next = error.chain().find_map(|cause| cause.downcast_ref::<Interrupted>()).map(|at| at.resume.clone());
        Self { code: code_of(&error), error, next }
    }
}

impl From<Interrupted> for Failed {
    fn from(interrupted: Interrupted) -> Self {
        anyhow::Error::new(interrupted).into()
    }
}

impl From<Answered> for Failed {
    fn from(answered: Answered) -> Self {
        anyhow::Error::new(answered).into()
    }
}

/// A use case of a service that was called in this process.
impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        let said = |sentence: &str, of: fn(&domain::FieldError) -> &String| {
            let fields: Vec<_> = problem.fields.iter().map(|field| format!("{}: {}", field.field, of(field))).collect();
            if fields.is_empty() { sentence.to_owned() } else { fields.join("; ") }
        };
        let (vi, en) = (said(&problem.vi, |field| &field.vi), said(&problem.en, |field| &field.en));
        let status = StatusCode::from_u16(problem.status.as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::new(of_status(status), Said::new(vi, en))
    }
}

/// The code of an answer.
pub fn of_status(status: StatusCode) -> Code {
    match status {
        StatusCode::UNAUTHORIZED => Code::SignIn,
        StatusCode::FORBIDDEN => Code::NotAllowed,
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED | StatusCode::PRECONDITION_REQUIRED => Code::Conflict,
        StatusCode::UNPROCESSABLE_ENTITY => Code::Fields,
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => Code::Unavailable,
        status if status.is_client_error() => Code::Request,
        _ => Code::Service,
    }
}

fn code_of(error: &anyhow::Error) -> Code {
    error.chain().find_map(known).unwrap_or(Code::Failed)
}

fn known(cause: &(dyn std::error::Error + 'static)) -> Option<Code> {
    if let Some(answered) = cause.downcast_ref::<Answered>() {
        return Some(of_status(answered.status));
    }
    if cause.is::<Unreachable>() || cause.is::<reqwest::Error>() {
        return Some(Code::Unavailable);
    }
    if cause.is::<WrongMasterKey>() {
        return Some(Code::MasterKey);
    }
    if cause.is::<Interrupted>() {
        return Some(Code::Interrupted);
    }
    if cause.is::<DbErr>() {
        return Some(Code::Database);
    }
    if cause.is::<SettingsError>() {
        return Some(Code::Setting);
    }
    match cause.downcast_ref::<io::Error>()?.kind() {
        io::ErrorKind::AddrInUse => Some(Code::PortTaken),
        _ => Some(Code::File),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;
    use crate::exit::Exit;

    fn answered(status: u16) -> Failed {
        let status = StatusCode::from_u16(status).unwrap();
        let answered = Answered { status, code: String::new(), title: String::new(), fields: vec![], trace_id: None };
        Err::<(), _>(answered).context("reading the reports").unwrap_err().into()
    }

    #[test]
    fn an_answer_of_a_service_decides_the_exit_code() {
        let exits = [401, 403, 404, 409, 412, 422, 413, 500, 503].map(|status| answered(status).code.exit());
        let expected = [
            Exit::NotAllowed,
            Exit::NotAllowed,
            Exit::NotFound,
            Exit::Conflict,
            Exit::Conflict,
            Exit::Usage,
            Exit::Usage,
            Exit::Unavailable,
            Exit::Unavailable,
        ];
        assert_eq!(exits, expected);
    }

    #[test]
    fn an_interrupted_command_says_what_goes_on() {
        let failed: Failed = Interrupted { resume: "hoanhap demo".to_owned() }.into();
        assert_eq!((failed.code, failed.next.as_deref()), (Code::Interrupted, Some("hoanhap demo")));
    }

    #[test]
    fn a_taken_port_and_a_missing_file_are_told_apart() {
        let of = |kind: io::ErrorKind| Failed::from(anyhow::Error::new(io::Error::from(kind)).context("there")).code;
        assert_eq!(of(io::ErrorKind::AddrInUse), Code::PortTaken);
        assert_eq!(of(io::ErrorKind::NotFound), Code::File);
    }
}
