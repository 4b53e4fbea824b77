//! Damage, backups, and what other processes change.

use super::*;
use crate::flag::{FlagFilter, GroupBy};
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

/// Answers what came, without the flags.
fn notices(answers: Vec<Action>) -> Vec<String> {
    let said = answers.into_iter().filter_map(|action| match action {
        Action::Notice(text) | Action::FlagFailed(text) => Some(text),
        _ => None,
    });
    said.collect()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn ids(store: &Store) -> Vec<u128> {
    let mut ids: Vec<u128> =
        store.all(true).unwrap().records.iter().map(|it| it.flag.id.as_u128()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn a_damaged_database_is_set_aside_and_rebuilt_while_the_reader_opens() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1, "three ferries");
    add(&mut store, 2, "nobody had asked");
    drop(store);
    let backup = backup::make(folder.path(), at(0), 7).unwrap();
    assert_eq!(backup.wrong, [""; 0]);
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 3, "the pilots");
    drop(store);
    // The header is gone, and a letter of one record that the backup has.
    let mut bytes = fs::read(database(folder.path())).unwrap();
    bytes[..64].fill(b'?');
    let words = b"nobody had asked\",\"prefix";
    let at_words = bytes.windows(words.len()).position(|it| it == words).unwrap();
    bytes[at_words] = b'm';
    fs::write(database(folder.path()), &bytes).unwrap();
    let answers = ask(folder.path(), vec![Effect::ReadAllFlags, add_effect("Mara Venn")]);
    let [Action::AllFlags(all), Action::Notice(said), Action::FlagSaved(_)] = answers.as_slice()
    else {
        panic!("{answers:?}")
    };
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|it| it.article.headline == "Harbour master goes"), "{all:?}");
    let aside = files(folder.path()).into_iter().find(|it| it.starts_with("flags.damaged-"));
    let aside = folder.path().join(aside.unwrap());
    assert_eq!(fs::read(&aside).unwrap(), bytes);
    for path in [&aside, &database(folder.path()), &backup.path] {
        assert!(said.contains(&path.display().to_string()), "{said}");
    }
    assert!(said.contains("3 records were saved"), "{said}");
    assert!(said.contains("1 record is from the backup"), "{said}");
    assert!(said.contains("can no longer be taken back"), "{said}");
    // The next one is told nothing, for nothing is the matter any more.
    assert_eq!(notices(ask(folder.path(), vec![Effect::ReadAllFlags])), [""; 0]);
    assert_eq!(mend::mend(folder.path(), at(9), None).unwrap(), None);
}

#[test]
fn what_was_done_can_be_taken_back_where_only_a_record_was_damaged() {
    for (damage, undoable) in
        [("", true), ("UPDATE journal SET checksum = 'x' WHERE number = 1;", false)]
    {
        let folder = TempDir::new().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        add(&mut store, 1, "three ferries");
        add(&mut store, 2, "nobody had asked");
        let note = FlagChange::Note("Ask him".into());
        store.change(&[id(1)], &note, at(2)).unwrap();
        store.change(&[id(1)], &FlagChange::Delete, at(3)).unwrap();
        store.undo(at(4)).unwrap().unwrap();
        let damage = format!("{damage} UPDATE flags SET checksum = 'x' WHERE id LIKE '%2'");
        store.connection.execute_batch(&damage).unwrap();
        drop(store);
        let mended = mend::mend(folder.path(), at(9), None).unwrap().unwrap();
        assert_eq!((mended.lost.as_slice(), mended.saved), (&[id(2)][..], 1));
        let said = mended.sentence();
        assert_eq!(said.contains("can no longer be taken back"), !undoable, "{damage}: {said}");
        let mut store = Store::open(folder.path()).unwrap();
        // What had been taken back can be made again, and what was done before it taken back.
        let again = store.redo(at(10)).unwrap();
        assert_eq!(again.is_some_and(|it| it.flags[0].flag.deleted.is_some()), undoable);
        store.undo(at(11)).unwrap();
        let back = store.undo(at(12)).unwrap();
        assert_eq!(back.is_some_and(|it| *it.flags[0].flag.note != *"Ask him"), undoable);
    }
}

#[test]
fn a_record_that_nothing_has_whole_is_named() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1, "three ferries");
    add(&mut store, 2, "nobody had asked");
    let update = "UPDATE flags SET deleted = 1 WHERE id LIKE '%2'";
    store.connection.execute(update, []).unwrap();
    let update = "UPDATE flags SET record = replace(record, 'Ask', 'Bsk') WHERE id LIKE '%1'";
    store.connection.execute(update, []).unwrap();
    // A column beside the record is seen to have changed as well.
    let found = store.all(true).unwrap();
    assert_eq!((found.records.len(), found.damaged.len()), (0, 2), "{found:?}");
    assert!(matches!(mend::mend(folder.path(), at(9), None), Err(StoreError::InUse { .. })));
    drop(store);
    let mended = mend::mend(folder.path(), at(9), None).unwrap().unwrap();
    assert_eq!((mended.saved, mended.lost.as_slice()), (1, &[id(1)][..]));
    assert!(mended.sentence().contains(&id(1).to_string()));
    assert_eq!(ids(&Store::open(folder.path()).unwrap()), [2]);
}

#[test]
fn an_empty_file_is_a_database_that_was_cut_off() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1, "three ferries");
    drop(store);
    backup::make(folder.path(), at(0), 7).unwrap();
    fs::write(database(folder.path()), "").unwrap();
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Damaged { .. })));
    let mended = mend::mend(folder.path(), at(9), None).unwrap().unwrap();
    assert_eq!((mended.saved, mended.from_backup), (1, 1));
}

#[test]
fn flags_wait_in_memory_while_another_process_has_the_damaged_database() {
    let folder = TempDir::new().unwrap();
    let other = Store::open(folder.path()).unwrap();
    let copy = folder.path().join("copy");
    // Another file under the name, so that the other one goes on undisturbed.
    fs::write(&copy, "no database at all, ".repeat(500)).unwrap();
    fs::rename(&copy, database(folder.path())).unwrap();
    let (sender, answers) = channel();
    let thread = StoreThread::start(Some(folder.path().to_owned()), 0, move |action| {
        sender.send(action).unwrap();
    });
    let thread = thread.unwrap();
    thread.send(add_effect("three ferries"));
    let (saved, said) = (answers.recv().unwrap(), answers.recv().unwrap());
    assert!(matches!(saved, Action::FlagSaved(_)), "{saved:?}");
    let Action::Notice(said) = said else { panic!("{said:?}") };
    assert!(said.contains("open") && said.contains("not kept on the disk"), "{said}");
    drop(other);
    thread.send(add_effect("the pilots"));
    thread.close();
    let said = notices(answers.try_iter().collect());
    assert!(said.len() == 1 && said[0].contains("1 record was saved"), "{said:?}");
    assert_eq!(ids(&Store::open(folder.path()).unwrap()).len(), 2);
}

#[test]
fn what_never_gets_to_the_disk_is_said_at_the_end() {
    let folder = TempDir::new().unwrap();
    let _other = Store::open(folder.path()).unwrap();
    let copy = folder.path().join("copy");
    fs::write(&copy, "no database at all, ".repeat(500)).unwrap();
    fs::rename(&copy, database(folder.path())).unwrap();
    let answers = ask(folder.path(), vec![add_effect("three ferries")]);
    assert!(matches!(answers.last(), Some(Action::FlagFailed(_))), "{answers:?}");
}

#[test]
fn backups_are_kept_by_count_and_made_once_a_day() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1, "three ferries");
    let day = |day: i64| at(day * 86_400 + 60);
    for number in 0..5 {
        assert_eq!(daily_backup(folder.path(), day(number), 3), None);
        assert_eq!(daily_backup(folder.path(), day(number), 3), None);
    }
    let dates = |folder: &Path| {
        backup::list(folder).unwrap().into_iter().map(|it| it.date).collect::<Vec<_>>()
    };
    let kept = ["1970-01-03T00-01-00Z", "1970-01-04T00-01-00Z", "1970-01-05T00-01-00Z"];
    assert_eq!(dates(folder.path()), kept);
    assert_eq!(daily_backup(folder.path(), day(9), 0), None);
    // A copy of damage pushes none out, and says what is the matter.
    let update = "UPDATE flags SET record = replace(record, 'Ask', 'Bsk')";
    store.connection.execute(update, []).unwrap();
    let said = daily_backup(folder.path(), day(9), 3).unwrap();
    assert!(said.contains(&id(1).to_string()), "{said}");
    assert_eq!(dates(folder.path()).len(), 4);
    // The newest sound one has the record; what there is now is set aside.
    drop(store);
    let newest = backup::list(folder.path()).unwrap().pop().unwrap();
    let refused = mend::restore(folder.path(), &newest.path, at(9)).unwrap_err();
    assert!(matches!(refused, StoreError::BadBackup { .. }), "{refused}");
    let sound = backup::list(folder.path()).unwrap()[2].path.clone();
    let before = fs::read(database(folder.path())).unwrap();
    let aside = mend::restore(folder.path(), &sound, at(9)).unwrap().unwrap();
    assert_eq!(fs::read(aside).unwrap(), before);
    let found = Store::open(folder.path()).unwrap().all(true).unwrap();
    assert_eq!((found.records.len(), found.damaged.len()), (1, 0));
}

#[test]
fn a_backup_goes_where_it_is_told_and_overwrites_nothing() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1, "three ferries");
    let to = folder.path().join("mine.sqlite3");
    backup::write(folder.path(), &to).unwrap();
    let refused = backup::write(folder.path(), &to).unwrap_err();
    assert!(matches!(refused, StoreError::Exists { .. }));
    assert_eq!(files(folder.path()).iter().filter(|it| it.starts_with("mine")).count(), 1);
    let elsewhere = TempDir::new().unwrap();
    assert_eq!(mend::restore(&elsewhere.path().join("new"), &to, at(9)).unwrap(), None);
    assert_eq!(ids(&Store::open(&elsewhere.path().join("new")).unwrap()), [1]);
}

#[test]
fn a_replacement_that_was_cut_short_is_finished() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1, "three ferries");
    backup::write(folder.path(), &mend::rebuilt(folder.path())).unwrap();
    add(&mut store, 2, "nobody had asked");
    drop(store);
    assert_eq!(ids(&Store::open(folder.path()).unwrap()), [1]);
    assert!(!mend::rebuilt(folder.path()).exists());
}

#[test]
fn a_backup_is_made_after_the_first_change_of_a_day() {
    let folder = TempDir::new().unwrap();
    let thread = StoreThread::start(Some(folder.path().to_owned()), 2, |_| {}).unwrap();
    thread.send(Effect::ReadAllFlags);
    thread.send(add_effect("three ferries"));
    thread.send(add_effect("the pilots"));
    thread.close();
    let backups = backup::list(folder.path()).unwrap();
    assert_eq!(backups.len(), 1);
    let copy = open::open_copy(&backups[0].path).unwrap();
    assert_eq!(check::check(&copy).unwrap(), [""; 0]);
}

#[test]
fn what_another_process_changes_is_answered_anew() {
    let folder = TempDir::new().unwrap();
    let (sender, answers) = channel();
    let thread = StoreThread::start(Some(folder.path().to_owned()), 0, move |action| {
        sender.send(action).unwrap();
    });
    let thread = thread.unwrap();
    let look_again = thread.look_again();
    thread.send(read_effect());
    let flags = |action: Action| match action {
        Action::FlagsOfArticle { flags, generation: 7 } => flags.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(flags(answers.recv().unwrap()), 0);
    look_again();
    let mut other = Store::open(folder.path()).unwrap();
    let located = located(keys());
    other.add(&located, &draft("three ferries"), at(5), id(1), id(101)).unwrap();
    look_again();
    assert_eq!(flags(answers.recv().unwrap()), 1);
    // Nothing new, then something of our own: neither is told again.
    look_again();
    thread.send(add_effect("the pilots"));
    look_again();
    assert!(matches!(answers.recv().unwrap(), Action::FlagSaved(_)));
    other.change(&[id(1)], &FlagChange::Delete, at(9)).unwrap();
    look_again();
    assert_eq!(flags(answers.recv().unwrap()), 1);
    thread.close();
    assert_eq!(answers.try_iter().count(), 0);
}

#[test]
fn what_can_only_be_read_is_read_and_stays_as_it_is() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1, "three ferries");
    let contents = || {
        let paths = ["flags.sqlite3", "flags.sqlite3-wal"].map(|name| folder.path().join(name));
        (paths.map(|path| fs::read(path).unwrap()), files(folder.path()))
    };
    let before = contents();
    // Whoever runs the tests may be allowed to write everywhere.
    let mut copy = Store::of(read_only::open(folder.path()).unwrap());
    assert_eq!(ids(&copy), [1]);
    let any = FlagFilter::default();
    assert_eq!(copy.list(&any, GroupBy::Speaker, None).unwrap().flags, [id(1)]);
    assert!(copy.tags().unwrap().is_empty());
    let refused = copy.change(&[id(1)], &FlagChange::Delete, at(9)).unwrap_err().to_string();
    assert!(refused.contains("it can only be read") && refused.contains("--data"), "{refused}");
    assert!(copy.undo(at(9)).is_err() && copy.seen(&keys()).is_ok());
    assert!(!copy.has_changed().unwrap());
    assert_eq!(contents(), before);
    add(&mut store, 2, "the pilots");
    assert!(copy.has_changed().unwrap());
    assert_eq!(ids(&Store::of(read_only::open(folder.path()).unwrap())), [1, 2]);
}

#[test]
fn that_nothing_can_be_kept_is_said_once() {
    let folder = TempDir::new().unwrap();
    add(&mut Store::open(folder.path()).unwrap(), 1, "three ferries");
    // They do not bind everyone.
    fs::set_permissions(database(folder.path()), Permissions::from_mode(0o400)).unwrap();
    if !read_only::is_needed(folder.path()) {
        return;
    }
    let answers = ask(folder.path(), vec![read_effect(), read_effect(), add_effect("the pilots")]);
    let said = notices(answers);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].ends_with("what you change is not kept."), "{said:?}");
    assert!(said[1].contains("it can only be read"), "{said:?}");
}
