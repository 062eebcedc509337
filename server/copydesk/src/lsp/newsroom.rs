//! The newsroom's settings, as an editor needs them: reloaded without a restart, and never lost
//! by a typing error. While a settings file has faults, its last good state holds.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use copydesk_core::Stylebook;

use crate::project::{self, Project, SETTINGS_FILE, Settings, SettingsFault};

/// The faults of a settings file; none if it is sound again.
pub(super) type News = (PathBuf, Arc<Vec<SettingsFault>>);

/// All settings files that matter to open drafts.
#[derive(Default)]
pub(super) struct Newsroom {
    project: Project,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Grows whenever settings may have changed.
    generation: u64,
    /// The workspace's folders.
    folders: Vec<PathBuf>,
    /// The last good state of each settings file.
    good: HashMap<PathBuf, Arc<Settings>>,
    /// The files with faults, as told to the client.
    faulty: HashMap<PathBuf, Arc<Vec<SettingsFault>>>,
    /// What the client has to be told.
    news: Vec<News>,
}

impl Newsroom {
    /// How often settings may have changed so far.
    pub(super) fn generation(&self) -> u64 {
        self.state().generation
    }

    /// Sets the workspace's folders.
    pub(super) fn set_folders(&self, folders: Vec<PathBuf>) {
        self.state().folders = folders;
        self.reload();
    }

    /// The workspace's folders.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.state().folders.clone()
    }

    /// The decisions for a draft. One that lies nowhere yet has the first folder's.
    pub(super) fn stylebook(&self, draft: Option<&Path>) -> Arc<Stylebook> {
        let Some(draft) = self.place(draft) else { return Arc::default() };
        let Some(loaded) = self.project.settings_for(&draft) else { return Arc::default() };
        let mut state = self.state();
        let settings = match loaded {
            Ok(settings) => {
                let file = settings.file();
                state.hear(&file, Arc::default());
                state.good.insert(file, Arc::clone(&settings));
                Some(settings)
            }
            Err(faults) => {
                let file = faults.first().map(|fault| fault.path.clone()).unwrap_or_default();
                state.hear(&file, faults);
                state.good.get(&file).map(Arc::clone)
            }
        };
        settings.map_or_else(Arc::default, |settings| Arc::new(settings.stylebook(&draft)))
    }

    /// The settings file of a draft: the nearest, else the one to make.
    pub(super) fn file(&self, draft: Option<&Path>) -> Option<PathBuf> {
        let draft = self.place(draft)?;
        let folder = draft.parent()?;
        let nearest = folder.ancestors().map(|folder| folder.join(SETTINGS_FILE)).find(|file| file.is_file());
        nearest.or_else(|| {
            let folders = self.state().folders.clone();
            let root = folders
                .into_iter()
                .filter(|root| draft.starts_with(root))
                .max_by_key(|root| root.as_os_str().len());
            Some(root.unwrap_or_else(|| folder.to_owned()).join(SETTINGS_FILE))
        })
    }

    fn place(&self, draft: Option<&Path>) -> Option<PathBuf> {
        let untitled = || self.state().folders.first().map(|folder| folder.join("untitled"));
        draft.map(Path::to_owned).or_else(untitled)
    }

    /// Settings may have changed: forgets what was read, and looks again at the faulty ones.
    pub(super) fn reload(&self) {
        self.project.forget();
        let mut state = self.state();
        state.generation += 1;
        let faulty: Vec<PathBuf> = state.faulty.keys().cloned().collect();
        drop(state);
        for file in faulty {
            let faults =
                if file.is_file() { project::load(&file).err().unwrap_or_default() } else { Arc::default() };
            self.state().hear(&file, faults);
        }
    }

    /// Forgets what the client was told of faults, for it shows something else now.
    pub(super) fn tell_again(&self) {
        let mut state = self.state();
        let faulty: Vec<News> =
            state.faulty.iter().map(|(file, faults)| (file.clone(), Arc::clone(faults))).collect();
        state.news.extend(faulty);
    }

    /// What the client has to be told of settings files since the last time.
    pub(super) fn news(&self) -> Vec<News> {
        std::mem::take(&mut self.state().news)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn hear(&mut self, file: &Path, faults: Arc<Vec<SettingsFault>>) {
        let known = if faults.is_empty() {
            self.faulty.remove(file).unwrap_or_default()
        } else {
            self.faulty.insert(file.to_owned(), Arc::clone(&faults)).unwrap_or_default()
        };
        if known != faults {
            self.news.push((file.to_owned(), faults));
        }
    }
}
