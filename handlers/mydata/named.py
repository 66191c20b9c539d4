"""What the code words of the record are called where their person reads them."""

from __future__ import annotations

from messages.words import msg

DID = {
    "invite.made": msg("export-did-invite-made"),
    "invite.taken_back": msg("export-did-invite-taken-back"),
    "joined": msg("export-did-joined"),
    "role.given": msg("export-did-role-given"),
    "role.taken": msg("export-did-role-taken"),
    "person.paused": msg("export-did-person-paused"),
    "person.resumed": msg("export-did-person-resumed"),
    "person.removed": msg("export-did-person-removed"),
    "person.restored": msg("export-did-person-restored"),
    "link.made": msg("export-did-link-made"),
    "data.exported": msg("export-did-data-exported"),
    "data.deleted": msg("export-did-data-deleted"),
    "network.changed": msg("export-did-network-changed"),
    "network.change_taken_back": msg("export-did-network-change-taken-back"),
    "set.added": msg("export-did-set-added"),
    "gathering.opened": msg("export-did-gathering-opened"),
    "refused": msg("export-did-refused"),
}
OTHER = msg("export-did-other")
