//! The tools of the browser tests do what they say.

use std::fs;

use e2e::{Page, Place, json, run};

#[test]
fn files_sizes_colours_and_downloads() {
    run(Place::Standalone, "harness", async |page: &Page| {
        let folder = xtask::root().join("target/e2e");
        fs::create_dir_all(&folder)?;
        let file = folder.join("chosen.csv");
        fs::write(&file, "id\n7\n")?;
        page.run("const input = document.createElement('input'); input.type = 'file'; input.id = 'choose'; document.body.append(input);", vec![]).await?;
        page.choose_files("#choose", &[&file]).await?;
        assert_eq!(
            page.run("return document.querySelector('#choose').files[0].text();", vec![])
                .await?,
            "id\n7\n"
        );

        page.resize(390, 700).await?;
        assert_eq!(
            page.run("return [innerWidth, innerHeight];", vec![]).await?,
            json!([390, 700])
        );
        for dark in [true, false] {
            page.dark(dark).await?;
            assert_eq!(
                page.run("return matchMedia('(prefers-color-scheme: dark)').matches;", vec![])
                    .await?,
                dark
            );
        }

        let save = "const link = document.createElement('a'); link.download = 'rows.csv'; link.href = URL.createObjectURL(new Blob(['a,b'])); link.click();";
        page.run(save, vec![]).await?;
        let saved = page.download().await?;
        assert_eq!(saved.file_name().unwrap_or_default(), "rows.csv");
        assert_eq!(fs::read_to_string(saved)?, "a,b");

        let picture = fs::read(page.screenshot("harness").await?)?;
        assert!(picture.starts_with(b"\x89PNG"));

        let thrown = page
            .run("throw { what: 'no such column', at: 4 };", vec![])
            .await
            .expect_err("it throws");
        assert!(thrown.to_string().contains("no such column"), "{thrown}");
        page.run("console.error('seen');", vec![]).await?;
        assert_eq!(page.console_errors().await?.len(), 1);
        page.forget_errors().await
    });
}
