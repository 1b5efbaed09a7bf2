//! Every aggregate has its own id type, so a person's id can't be passed where a facility's is meant.

/// Declares a UUID newtype that serialises as its plain text.
#[macro_export]
macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord,
                 serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

id_type! {
    /// A human being, registered once in `registry`.
    PersonId,
    /// An official file (hồ sơ quản lý).
    FileId,
    /// A dossier proposing compulsory treatment (hồ sơ đề nghị).
    DossierId,
    /// An addiction determination (xác định tình trạng nghiện).
    DeterminationId,
    /// A rehabilitation facility (cơ sở cai nghiện).
    FacilityId,
    /// One stay of one person in the rehabilitation system's facilities.
    AdmissionId,
    /// One handing over of a released person and their file to a commune.
    HandoverId,
    /// One course of treatment at home or in the community.
    TreatmentId,
    /// One person's time in a substitution programme (điều trị thay thế).
    SubstitutionId,
    /// A task team, volunteer team, counselling point or club of a commune.
    GroupId,
    /// One term of post-rehabilitation management (quản lý sau cai).
    AftercareCaseId,
    /// A certificate of completion (giấy chứng nhận, giấy xác nhận hoàn thành); random, because it stands on paper.
    CertificateId,
    /// One referral to a job, a vocational place or a loan.
    ReferralId,
    /// A training course (lớp tập huấn, dạy nghề).
    CourseId,
    /// An outreach campaign (đợt tuyên truyền).
    CampaignId,
    /// A member of staff on a training roster; no name is kept with it.
    StaffId,
    /// An account that signs in.
    AccountId,
}
