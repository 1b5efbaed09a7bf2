//! The forms that certificates are written on.

use domain::law::forms::FormKey;

domain::code_list! {
    /// The form of a certificate: decree, annex and number, because numbers are used again in each decree.
    Form {
        /// Regime A's forms were not read, nor is one known for every case of regime C.
        Unnumbered = "unnumbered", "Giấy chứng nhận (không rõ mẫu)", "Certificate (form not known)";
        D116N26a = "D116/26a",
            "Giấy xác nhận hoàn thành cai nghiện tại gia đình, cộng đồng", "Certificate, home or community treatment";
        D116N26b = "D116/26b",
            "Giấy xác nhận hoàn thành cai nghiện tại cơ sở", "Certificate, voluntary facility treatment";
        D116N46 = "D116/46",
            "Giấy xác nhận chấp hành xong quyết định cai nghiện bắt buộc",
            "Certificate of completed compulsory treatment";
        D116N54 = "D116/54",
            "Giấy xác nhận hoàn thành quản lý sau cai", "Post-rehabilitation: certificate";
        D163N28 = "D163-V/28",
            "Giấy xác nhận hoàn thành cai nghiện tại gia đình, cộng đồng", "Certificate, home or community treatment";
        D163N30 = "D163-V/30", "Giấy xác nhận của cơ sở ngoài công lập", "Private facility's certificate";
        D163N50 = "D163-V/50",
            "Giấy xác nhận hoàn thành cai nghiện bắt buộc", "Certificate of completed compulsory treatment";
        D163N56 = "D163-V/56",
            "Giấy xác nhận hoàn thành quản lý sau cai nghiện", "Post-rehabilitation: certificate";
    }
}

/// The number of a form in a code. A number keeps its meaning for ever; a new form takes the next one.
const NUMBERS: [(u8, Form); 9] = [
    (0, Form::Unnumbered),
    (1, Form::D116N26a),
    (2, Form::D116N26b),
    (3, Form::D116N46),
    (4, Form::D116N54),
    (5, Form::D163N28),
    (6, Form::D163N30),
    (7, Form::D163N50),
    (8, Form::D163N56),
];

impl Form {
    /// Its key in the decrees' lists; none for a form that is not known.
    pub fn key(self) -> Option<FormKey> {
        Some(match self {
            Self::Unnumbered => return None,
            Self::D116N26a => FormKey::d116("26a"),
            Self::D116N26b => FormKey::d116("26b"),
            Self::D116N46 => FormKey::d116("46"),
            Self::D116N54 => FormKey::d116("54"),
            Self::D163N28 => FormKey::d163_v("28"),
            Self::D163N30 => FormKey::d163_v("30"),
            Self::D163N50 => FormKey::d163_v("50"),
            Self::D163N56 => FormKey::d163_v("56"),
        })
    }

    /// The form of a key that the law names; [`Form::Unnumbered`] where it names none that certificates have.
    pub fn of(key: Option<FormKey>) -> Self {
        let known = |form: &&Self| key.is_some() && form.key() == key;
        Self::ALL.iter().find(known).copied().unwrap_or(Self::Unnumbered)
    }

    pub(crate) fn number(self) -> u8 {
        NUMBERS.iter().find(|(_, form)| *form == self).map_or(0, |(number, _)| *number)
    }

    pub(crate) fn of_number(number: u8) -> Option<Self> {
        NUMBERS.iter().find(|(known, _)| *known == number).map(|(_, form)| *form)
    }
}

#[cfg(test)]
mod tests {
    use domain::law::forms;

    use super::*;

    #[test]
    fn every_form_has_the_titles_of_its_decrees_list() {
        for form in Form::ALL.iter().filter(|form| **form != Form::Unnumbered) {
            let listed = forms::form(form.key().unwrap()).unwrap();
            assert_eq!((form.vi(), form.en()), (listed.vi, listed.en), "{form}");
        }
    }

    #[test]
    fn every_form_has_a_number_of_its_own_and_is_found_by_its_key() {
        for form in Form::ALL {
            assert_eq!(Form::of_number(form.number()), Some(*form));
            assert_eq!(Form::of(form.key()), *form);
        }
        assert_eq!(NUMBERS.len(), Form::ALL.len());
        assert_eq!(Form::of(Some(FormKey::d116("29"))), Form::Unnumbered);
        assert_eq!(Form::of_number(200), None);
    }
}
