//! The code for one request with every option, for people to read.

use comfilter::Filter;
use comfilter::encode::{Region, Request, Snippet};

/// A change of what is printed shows in tests/snapshots; `INSTA_UPDATE=always` accepts it.
#[test]
fn every_snippet_reads_well() {
    let plain = Request::new(&"state eq 'ERROR' and resource/id eq 'P06760-B21+2M212504P8'".parse().unwrap())
        .with_region(Region::EuCentral)
        .with_limit(50)
        .unwrap()
        .with_offset(100)
        .with_sort("createdAt desc")
        .with_select("id,name,status")
        .with_tenant("7d6c5b4a39281706f5e4d3c2b1a09f8e")
        .unwrap();
    for snippet in Snippet::ALL {
        compare(snippet.name(), plain.snippet(*snippet));
    }
    let accented = Request::new(&"name eq 'Zürich'".parse().unwrap());
    compare("csharp-beyond-ascii", accented.snippet(Snippet::Csharp));
}

/// The same for a filter of two parts, and for all pages of each.
#[test]
fn every_loop_over_parts_reads_well() {
    let filter: Filter = "resource/id in ('P06760-B21+2M212504P8','744674-N19+889974')".parse().unwrap();
    let parts = filter.split(80).unwrap();
    let request = Request::new(&filter).with_limit(50).unwrap();
    for snippet in Snippet::ALL {
        compare(&format!("parts-{snippet}"), request.snippet_for_each(*snippet, &parts).unwrap());
    }
    let paged = request.with_all_pages().unwrap();
    for snippet in [Snippet::Curl, Snippet::Powershell, Snippet::Python, Snippet::Csharp] {
        compare(&format!("parts-pages-{snippet}"), paged.snippet_for_each(snippet, &parts).unwrap());
    }
    for snippet in [Snippet::Url, Snippet::Http, Snippet::Ansible] {
        assert_eq!(paged.snippet_for_each(snippet, &parts), None);
    }
    assert_eq!(paged.snippet_for_each(Snippet::Curl, &[]), None);
}

fn compare(name: &str, text: String) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(format!("snippet-{name}"), text);
    });
}
