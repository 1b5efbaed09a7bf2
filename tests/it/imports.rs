//! `hoanhap import` on a messy list of 5,000 rows, with the program in processes of their own.

mod office;
mod workbook;

use tests::in_both_modes;

in_both_modes!(
    a_messy_workbook_comes_out_as_it_was_made,
    a_run_that_is_killed_twice_ends_as_an_undisturbed_one,
    a_text_with_semicolons_says_the_same_as_the_workbook,
    nothing_is_written_unasked_or_past_a_wrong_line,
);

mod bodies {
    use std::time::Instant;

    use anyhow::{Context as _, Result};
    use serde_json::Value;
    use tests::Mode;

    use super::office::{Office, Ran};
    use super::workbook::{Messy, Truth};

    const WRITE: [&str; 2] = ["--skip-invalid", "--yes"];

    fn counts(row: &Value) -> Truth {
        let of = |key: &str| row[key].as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(usize::MAX);
        Truth {
            new: of("new"),
            same: of("same"),
            changed: of("changed"),
            possible_duplicate: of("possible_duplicate"),
            bad: of("bad"),
        }
    }

    async fn office(mode: Mode, list: &Messy) -> Result<Office> {
        let office = Office::open(mode).await?;
        std::fs::write(office.folder.path().join("ds-2020.xlsx"), list.xlsx()?)?;
        office.register(&list.known).await?;
        Ok(office)
    }

    async fn import(office: &Office, options: &[&str]) -> Result<Ran> {
        office.run(&[&["import", "ds-2020.xlsx", "--on", "2020-06-01"], options].concat()).await
    }

    #[expect(clippy::print_stdout, reason = "the time is worth reading")]
    pub async fn a_messy_workbook_comes_out_as_it_was_made(mode: Mode) -> Result<()> {
        let list = Messy::make();
        let office = office(mode, &list).await?;
        let before = office.everybody().await?;
        assert_eq!(before.len(), list.known.len());

        let begin = Instant::now();
        let written = import(&office, &WRITE).await?;
        println!("{mode:?}: {} rows in {:?}, read, compared and written", 5_000, begin.elapsed());
        let row = written.row()?;
        assert_eq!((written.code, counts(&row)), (Some(6), list.truth), "{}", written.stderr);
        assert_eq!(row["waiting"], 0);
        for said in ["TCVN3", "VNI", "Họ và tên", "Quê quán"] {
            assert!(written.stderr.contains(said), "{said} is not in {}", written.stderr);
        }
        let refused = row["rejected"].as_str().context("a file of refused lines")?;
        let refused = std::fs::read(office.folder.path().join(refused))?;
        let refused = documents::lists::read(&refused, "refused.xlsx").ok().context("it can be read")?;
        let filled = refused.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_blank())).count();
        assert!(filled >= list.truth.bad + list.truth.possible_duplicate, "{filled} lines");
        let after = office.everybody().await?;
        assert_eq!(after.len(), before.len() + list.truth.new);

        let again = import(&office, &WRITE).await?;
        let expected =
            Truth { new: 0, changed: 0, same: list.truth.new + list.truth.same + list.truth.changed, ..list.truth };
        assert_eq!(counts(&again.row()?), expected, "{}", again.stderr);
        assert_eq!(office.everybody().await?, after, "a second run changes nothing");

        let id = row["id"].as_str().context("an id")?;
        let undone = office.run(&["import", "undo", id, "--yes"]).await?;
        assert_eq!(undone.code, Some(0), "{undone:?}");
        assert_eq!(office.everybody().await?, before, "as before the list came");
        office.close().await
    }

    pub async fn a_run_that_is_killed_twice_ends_as_an_undisturbed_one(mode: Mode) -> Result<()> {
        let list = Messy::make();
        let undisturbed = office(mode, &list).await?;
        assert_eq!(import(&undisturbed, &WRITE).await?.code, Some(6));
        let expected = undisturbed.everybody().await?;
        undisturbed.close().await?;

        let mut office = office(mode, &list).await?;
        let arguments = [&["import", "ds-2020.xlsx", "--on", "2020-06-01"], &WRITE[..]].concat();
        let mut client = office.spawn(&arguments)?;
        let (id, done) = office.half_way(0).await?;
        client.kill().await?;

        let resume = [&["import", "resume", &id], &WRITE[..]].concat();
        let client = office.spawn(&resume)?;
        // A batch that the killed client had sent may still be written; the one after it is the new client's.
        office.half_way(done + 500).await?;
        office.kill().await?;
        let cut_off: Ran = client.wait_with_output().await?.into();
        assert_eq!(cut_off.code, Some(7), "{cut_off:?}");
        assert!(cut_off.stderr.contains(&format!("hoanhap import resume {id}")), "{cut_off:?}");

        office.start().await?;
        let resumed = office.run(&resume).await?;
        assert_eq!((resumed.code, counts(&resumed.row()?)), (Some(6), list.truth), "{}", resumed.stderr);
        assert_eq!(office.everybody().await?, expected);
        office.close().await
    }

    pub async fn a_text_with_semicolons_says_the_same_as_the_workbook(mode: Mode) -> Result<()> {
        let list = Messy::make();
        let office = office(mode, &list).await?;
        std::fs::write(office.folder.path().join("ds-2020.csv"), list.csv())?;
        let looked = office.run(&["import", "ds-2020.csv", "--on", "2020-06-01", "--dry-run"]).await?;
        assert_eq!((looked.code, counts(&looked.row()?)), (Some(0), list.truth), "{}", looked.stderr);
        office.close().await
    }

    pub async fn nothing_is_written_unasked_or_past_a_wrong_line(mode: Mode) -> Result<()> {
        let office = Office::open(mode).await?;
        let header = "Họ và tên;Giới tính;Ngày sinh;Xã;Huyện";
        let good = "Trần Văn Bảy;Nam;01/02/1990;Mỹ Tân;Thành phố Cao Lãnh";
        let wrong = "Lê Thị Sáu;Nữ;31/02/1991;Mỹ Tân;Thành phố Cao Lãnh";
        let write = |name: &str, rows: &[&str]| {
            std::fs::write(office.folder.path().join(name), [&[header], rows].concat().join("\n"))
        };
        write("tot.csv", &[good])?;
        write("sai.csv", &[good, wrong])?;
        std::fs::write(office.folder.path().join("hong.csv"), "không có gì")?;
        let run =
            async |arguments: &[&str]| office.run(&[&["import"], arguments, &["--on", "2020-06-01"]].concat()).await;

        let refused = run(&["sai.csv", "--yes"]).await?;
        assert_eq!(refused.code, Some(1), "{refused:?}");
        for said in ["E_IMPORT_DATE", "dòng 3", "Ngày sinh", "hoanhap import resume", "--skip-invalid"] {
            assert!(refused.stderr.contains(said), "{said} is not in {}", refused.stderr);
        }
        for told in ["Sáu", "31/02"] {
            assert!(!refused.stderr.contains(told), "{told} is a person's");
        }
        let too_many = run(&["sai.csv", "--yes", "--skip-invalid", "--max-errors", "0"]).await?;
        assert_eq!(too_many.code, Some(1), "{too_many:?}");
        assert!(too_many.stderr.contains("--max-errors"), "{too_many:?}");
        let unasked = run(&["tot.csv"]).await?;
        assert_eq!(unasked.code, Some(2), "{unasked:?}");
        assert_eq!(office.everybody().await?, Vec::<String>::new());

        let several = run(&["hong.csv", "sai.csv", "tot.csv", "--yes"]).await?;
        assert_eq!(several.code, Some(6), "{several:?}");
        assert_eq!(office.everybody().await?.len(), 1, "the good file went in");
        office.close().await
    }
}
