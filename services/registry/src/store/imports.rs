//! Lists that were sent in: what each line was understood as, and what became of it. Lines are sealed: they
//! hold names and numbers of people nobody has registered yet.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::FieldError;
use domain::ids::{AccountId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, FromQueryResult, QueryOrder, QuerySelect};

use super::{code, keys};
use crate::vault::{self, Vault};

const SEALED_AS: &str = "import_row";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub account_id: Uuid,
    pub file_name: String,
    pub content_hash: String,
    pub state: String,
    pub plan: String,
    pub occurred_on: NaiveDate,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod rows {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_rows")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub import_id: Uuid,
        pub line: i32,
        pub row_sealed: String,
        pub fingerprint: String,
        pub outcome: String,
        pub state: String,
        pub problems: Option<String>,
        pub person_id: Option<Uuid>,
        pub match_id: Option<Uuid>,
        pub score: Option<i32>,
        pub undo_sealed: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod profiles {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_profiles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account_id: Uuid,
        pub name: String,
        pub profile: String,
        pub recorded_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

domain::code_list! {
    State {
        Reading = "reading", "đang đọc tệp", "being read";
        Previewed = "previewed", "đã xem trước, chưa ghi", "previewed, nothing written";
        Applying = "applying", "đang ghi", "being written";
        Applied = "applied", "đã ghi", "written";
        Undone = "undone", "đã hoàn tác", "undone";
    }
}

domain::code_list! {
    /// What a line is, compared with the register.
    Outcome {
        New = "new", "mới", "new";
        Same = "same", "đã có, không đổi", "there already, unchanged";
        Changed = "changed", "đã có, có thay đổi", "there already, changed";
        PossibleDuplicate = "possible_duplicate", "có thể trùng", "possible duplicate";
        Bad = "bad", "có lỗi", "bad";
    }
}

domain::code_list! {
    /// What became of a line.
    RowState {
        Waiting = "waiting", "chờ ghi", "waiting";
        Done = "done", "đã ghi", "done";
        Undone = "undone", "đã hoàn tác", "undone";
        /// Left for a person to decide or mend.
        Kept = "kept", "để lại xem xét", "kept aside";
    }
}

/// A line as it is stored.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: Uuid,
    pub line: u32,
    /// The line's cells and its reading, as JSON.
    pub content: String,
    /// A keyed hash of the reading: the same line of the same or another file has the same.
    pub fingerprint: String,
    pub outcome: Outcome,
    pub state: RowState,
    pub problems: Vec<FieldError>,
    /// Whom the line became, or is.
    pub person: Option<PersonId>,
    /// Whom it may be.
    pub alike: Option<PersonId>,
    pub score: Option<i32>,
    /// What stood there before a change, as JSON.
    pub undo: Option<String>,
}

pub async fn insert(tx: &impl ConnectionTrait, import: Model) -> Result<(), DbErr> {
    let row: ActiveModel = import.into();
    Entity::insert(row.reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// An account's imports, newest first; of every account when none is named.
pub async fn list(db: &impl ConnectionTrait, account: Option<AccountId>, limit: u64) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Some(account) = account {
        query = query.filter(Column::AccountId.eq(account.0));
    }
    query.order_by_desc(Column::CreatedAt).limit(limit).all(db).await
}

/// Moves an import to another state; `false` when somebody else has moved it meanwhile.
pub async fn advance(
    tx: &impl ConnectionTrait,
    import: &Model,
    state: State,
    finished_at: Option<DateTime<Utc>>,
) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.as_str()))
        .col_expr(Column::FinishedAt, Expr::value(finished_at))
        .col_expr(Column::Version, Expr::value(import.version + 1))
        .filter(Column::Id.eq(import.id))
        .filter(Column::Version.eq(import.version))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Writes lines: new ones, or what became of those that stand there.
pub async fn put_lines(tx: &impl ConnectionTrait, import: Uuid, lines: &[Line], vault: &Vault) -> Result<(), DbErr> {
    const ROWS_PER_STATEMENT: usize = 500;
    keys::refresh(tx, vault).await?;
    for chunk in lines.chunks(ROWS_PER_STATEMENT) {
        let seal = |line: &Line, text: &str| vault.seal(SEALED_AS, PersonId(line.id), text);
        let rows = chunk.iter().map(|line| rows::ActiveModel {
            id: Set(line.id),
            import_id: Set(import),
            line: Set(i32::try_from(line.line).unwrap_or(i32::MAX)),
            row_sealed: Set(seal(line, &line.content)),
            fingerprint: Set(line.fingerprint.clone()),
            outcome: Set(line.outcome.as_str().to_owned()),
            state: Set(line.state.as_str().to_owned()),
            problems: Set(problems_text(&line.problems)),
            person_id: Set(line.person.map(|id| id.0)),
            match_id: Set(line.alike.map(|id| id.0)),
            score: Set(line.score),
            undo_sealed: Set(line.undo.as_ref().map(|undo| seal(line, undo))),
        });
        let (state, outcome, problems) = (rows::Column::State, rows::Column::Outcome, rows::Column::Problems);
        let columns = [state, outcome, problems, rows::Column::PersonId, rows::Column::UndoSealed];
        rows::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(rows::Column::Id).update_columns(columns).to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn problems_text(problems: &[FieldError]) -> Option<String> {
    (!problems.is_empty()).then(|| serde_json::to_string(problems).unwrap_or_default())
}

/// Lines of an import in a state, in the order of the file.
pub async fn lines(
    db: &impl ConnectionTrait,
    import: Uuid,
    states: &[RowState],
    outcomes: &[Outcome],
    offset: u64,
    limit: u64,
    vault: &Vault,
) -> Result<Vec<Line>, DbErr> {
    let mut query = rows::Entity::find().filter(rows::Column::ImportId.eq(import));
    if !states.is_empty() {
        query = query.filter(rows::Column::State.is_in(states.iter().map(|state| state.as_str())));
    }
    if !outcomes.is_empty() {
        query = query.filter(rows::Column::Outcome.is_in(outcomes.iter().map(|outcome| outcome.as_str())));
    }
    let rows = query.order_by_asc(rows::Column::Line).offset(offset).limit(limit).all(db).await?;
    let sealed = rows.iter().flat_map(|row| std::iter::once(row.row_sealed.as_str()).chain(row.undo_sealed.as_deref()));
    keys::learn(db, vault, vault::newest_of(sealed)).await?;
    rows.into_iter().map(|row| row.read(vault)).collect()
}

#[derive(FromQueryResult)]
struct Count {
    outcome: String,
    state: String,
    count: i64,
}

/// How many lines there are of each outcome and state.
pub async fn counts(db: &impl ConnectionTrait, import: Uuid) -> Result<Vec<(Outcome, RowState, i64)>, DbErr> {
    let rows = rows::Entity::find()
        .select_only()
        .column(rows::Column::Outcome)
        .column(rows::Column::State)
        .column_as(rows::Column::Id.count(), "count")
        .filter(rows::Column::ImportId.eq(import))
        .group_by(rows::Column::Outcome)
        .group_by(rows::Column::State)
        .into_model::<Count>()
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok((code(&row.outcome)?, code(&row.state)?, row.count))).collect()
}

/// Whom lines of these fingerprints became, where that still stands.
pub async fn known_fingerprints(
    db: &impl ConnectionTrait,
    fingerprints: Vec<String>,
) -> Result<HashMap<String, PersonId>, DbErr> {
    let rows: Vec<(String, Option<Uuid>)> = rows::Entity::find()
        .select_only()
        .column(rows::Column::Fingerprint)
        .column(rows::Column::PersonId)
        .filter(rows::Column::Fingerprint.is_in(fingerprints))
        .filter(rows::Column::State.eq(RowState::Done.as_str()))
        .filter(rows::Column::PersonId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(fingerprint, person)| Some((fingerprint, PersonId(person?)))).collect())
}

/// Keeps an account's profile under its name; a later one of the name takes its place.
pub async fn save_profile(
    tx: &impl ConnectionTrait,
    id: Uuid,
    account: AccountId,
    name: &str,
    profile: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = profiles::ActiveModel {
        id: Set(id),
        account_id: Set(account.0),
        name: Set(name.to_owned()),
        profile: Set(profile.to_owned()),
        recorded_at: Set(now),
    };
    let columns = [profiles::Column::Profile, profiles::Column::RecordedAt];
    profiles::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([profiles::Column::AccountId, profiles::Column::Name])
                .update_columns(columns)
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// An account's profiles, by name.
pub async fn profiles(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<(String, String)>, DbErr> {
    let rows = profiles::Entity::find()
        .filter(profiles::Column::AccountId.eq(account.0))
        .order_by_asc(profiles::Column::Name)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.profile)).collect())
}

pub async fn profile(db: &impl ConnectionTrait, account: AccountId, name: &str) -> Result<Option<String>, DbErr> {
    let row = profiles::Entity::find()
        .filter(profiles::Column::AccountId.eq(account.0))
        .filter(profiles::Column::Name.eq(name))
        .one(db)
        .await?;
    Ok(row.map(|row| row.profile))
}

impl rows::Model {
    fn read(self, vault: &Vault) -> Result<Line, DbErr> {
        let open = |sealed: &String| {
            vault.open(SEALED_AS, PersonId(self.id), sealed).map_err(|error| DbErr::Custom(error.to_string()))
        };
        let problems = self.problems.as_deref().map_or(Ok(Vec::new()), serde_json::from_str);
        Ok(Line {
            content: open(&self.row_sealed)?,
            undo: self.undo_sealed.as_ref().map(open).transpose()?,
            id: self.id,
            line: u32::try_from(self.line).unwrap_or(0),
            fingerprint: self.fingerprint,
            outcome: code(&self.outcome)?,
            state: code(&self.state)?,
            problems: problems.map_err(|_| DbErr::Custom(format!("problems of import row {}", self.id)))?,
            person: self.person_id.map(PersonId),
            alike: self.match_id.map(PersonId),
            score: self.score,
        })
    }
}
