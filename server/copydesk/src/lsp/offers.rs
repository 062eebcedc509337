//! What is offered to the client depends on what the writer wants to see, and may change while
//! the server runs.

use std::sync::{Arc, PoisonError};

use serde_json::Value;

use super::preferences::Preferences;
use super::session::Session;

impl Session {
    /// What the writer wants to see.
    pub(super) fn preferences(&self) -> Preferences {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner).preferences
    }

    /// Notes what the writer wants to see before anything is offered.
    pub(super) fn begin_with(&self, settings: &Value) {
        let Some(preferences) = Preferences::of(settings, Preferences::default()) else { return };
        let mut wishes = self.wishes.lock().unwrap_or_else(PoisonError::into_inner);
        (wishes.from_start, wishes.preferences) = (preferences, preferences);
    }

    /// Hears what the writer wants to see, and has the client show it if that is new.
    pub(super) fn hear_settings(self: &Arc<Self>, settings: &Value) {
        let mut wishes = self.wishes.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(preferences) = Preferences::of(settings, wishes.from_start) else { return };
        let before = std::mem::replace(&mut wishes.preferences, preferences);
        drop(wishes);
        if before != preferences {
            self.show_wanted();
        }
    }

    fn show_wanted(self: &Arc<Self>) {
        self.offer_voices();
        let (teller, manner) = (self.teller.clone(), self.manner());
        self.aside(async move {
            if manner.refreshes_hints {
                teller.clone().refresh_hints().await;
            }
            if manner.refreshes_tokens && !manner.registers_tokens {
                teller.refresh_tokens().await;
            }
        });
    }

    /// Offers colours where they are wanted, and takes the offer back where they aren't any more.
    /// Clients that know no such thing are offered them from the start or not at all.
    pub(super) fn offer_voices(self: &Arc<Self>) {
        if !self.manner().registers_tokens {
            return;
        }
        let mut wishes = self.wishes.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = wishes.preferences.voices;
        if std::mem::replace(&mut wishes.offered_voices, wanted) != wanted {
            // The client hears of them in this order: both are sent by the serving thread.
            self.aside(self.teller.clone().offer_tokens(wanted));
        }
    }
}

/// What the writer wants, and what of it the client was offered.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    preferences: Preferences,
    /// What holds where settings say nothing.
    from_start: Preferences,
    offered_voices: bool,
}
