"""Forget: apply a rule to the matters it has come to, batch by batch, each with its tombstone and its audit row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat

from sanling.domain.matters.earlier import BY, EARLIER, SAID, TEXT
from sanling.domain.matters.models import Attachment, Entry, Matter, Party, Rating, Subscription
from sanling.domain.matters.models.matter import IDENTITY, INDEXES
from sanling.domain.matters.searching import search_tokens
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.queries import reading_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.naming import unnamed
from sanling.foundation.delivery.models import Notice
from sanling.foundation.files.models import StoredFile
from sanling.foundation.privacy.tokens import digest, new_token
from sanling.processes.retention.config import RetentionRule
from sanling.processes.retention.models import Tombstone
from sanling.processes.retention.queries import Extent, ripe
from sanling.processes.retention.rooms import forgetters, forgetters_with

BATCH = 100
# What a list shows where a title was.
NO_TITLE = "—"


@dataclass
class _Gone:
    """What was removed from the matters of a batch."""

    parties: Counter[int] = field(default_factory=Counter)
    files: dict[int, list[dict[str, Any]]] = field(default_factory=dict)


def forget(*, actor: Actor, city: str, rule: RetentionRule) -> Extent:
    """Apply a rule to all matters of a city that it has come to; return how much was removed.

    Each batch is a transaction of its own, so it can be stopped and run again. The contents of files leave the disk
    with the nightly purge; those in backups leave with the backups.
    """
    matters = parties = files = size = after = 0
    while True:
        with transaction.atomic():
            taken = _take(city, rule, after)
            if not taken:
                break
            # What was held or tied to an open one while its lock was waited for is seen only now.
            batch = list(ripe(city=city, rule=rule, now=clock.now()).filter(pk__in=taken).order_by("pk"))
            gone = _apply(batch, rule)
            _write(actor, batch, rule, gone)
        after = taken[-1]
        matters += len(batch)
        parties += gone.parties.total()
        found = [file for row in gone.files.values() for file in row]
        files += len(found)
        size += sum(int(file["size"]) for file in found)
    _forget_notices(city, rule)
    return Extent(matters=matters, parties=parties, files=files, bytes=size)


def _take(city: str, rule: RetentionRule, after: int) -> list[int]:
    """Lock the next matters; by their ids in order, so that the whole run reads the table once."""
    found = ripe(city=city, rule=rule, now=clock.now()).filter(pk__gt=after).order_by("pk")
    locked = found.select_for_update(of=("self",), skip_locked=True)
    return list(locked.values_list("pk", flat=True)[:BATCH])


def _apply(batch: Sequence[Matter], rule: RetentionRule) -> _Gone:
    gone = _Gone()
    if "parties" in rule.remove:
        _forget_parties(batch, gone)
    if "files" in rule.remove:
        _forget_files(batch, gone)
        for forget_files in forgetters_with("files"):
            forget_files(batch)
    if "texts" in rule.remove:
        _forget_texts(batch)
        for forget_texts in forgetters_with("texts"):
            forget_texts(batch)
    for what in set(rule.remove) & forgetters().keys():
        forgetters()[what](batch)
    return gone


def _forget_parties(batch: Sequence[Matter], gone: _Gone) -> None:
    """Keep of each party its role and how many heads it had."""
    parties = Party.objects.filter(matter__in=batch)
    gone.parties.update(parties.values_list("matter_id", flat=True))
    parties.update(
        description="", agreed_to_messages_at=None, **dict.fromkeys(INDEXES), **dict.fromkeys(IDENTITY, "")
    )


def _forget_files(batch: Sequence[Matter], gone: _Gone) -> None:
    attached = Attachment.objects.filter(entry__matter__in=batch)
    ids = set()
    for attachment in attached.select_related("file", "entry"):
        ids.add(attachment.file_id)
        kept = {
            "sha256": attachment.file.sha256,
            "size": attachment.file.size,
            "media_type": attachment.file.media_type,
        }
        gone.files.setdefault(attachment.entry.matter_id, []).append(kept)
    attached.delete()
    unnamed(StoredFile.objects.filter(pk__in=ids)).delete()


def _forget_texts(batch: Sequence[Matter]) -> None:
    for matter in batch:
        matter.title, matter.text, matter.place, matter.scanned_code = NO_TITLE, "", "", ""
        matter.lon = matter.lat = None
        # Nobody holds the new link: the old ones lead nowhere any more.
        matter.link_digest = digest(new_token()) if matter.link_digest is not None else None
        matter.shown_digest = None
        matter.search = search_tokens(matter)
    columns = [
        "title",
        "text",
        "place",
        "scanned_code",
        "lon",
        "lat",
        "link_digest",
        "shown_digest",
        "search",
    ]
    Matter.objects.bulk_update(batch, columns)
    entries = list(Entry.objects.filter(matter__in=batch).exclude(params={}).select_related("matter"))
    for entry in entries:
        typed = _typed(entry)
        entry.params = {name: value for name, value in entry.params.items() if name not in typed}
    Entry.objects.bulk_update(entries, ["params"], batch_size=500)
    Rating.objects.filter(matter__in=batch).update(comment="")
    Subscription.objects.filter(matter__in=batch).delete()


def _typed(entry: Entry) -> set[str]:
    """Return which of an entry's parameters somebody typed, by the matter's workflow and its earlier versions."""
    if entry.code == EARLIER:
        return {SAID, TEXT, BY}
    actions = reading_of(entry.matter.definition_id).actions
    fields = next((action.fields for action in actions if action.code == entry.code), ())
    return {"reason", *(field.code for field in fields if field_type(field.type).is_written)}


def _forget_notices(city: str, rule: RetentionRule) -> None:
    """Remove what tells the titles of forgotten matters; all of the rule's, in case an earlier run was broken off."""
    if "texts" in rule.remove:
        forgotten = Tombstone.objects.filter(rule=rule.code, matter__city=city)
        pages = forgotten.values(url=Concat(Value("/desk/matters/"), "matter__number", Value("/")))
        Notice.objects.filter(url__in=pages).delete()


def _write(actor: Actor, batch: Sequence[Matter], rule: RetentionRule, gone: _Gone) -> None:
    now = clock.now()
    Tombstone.objects.bulk_create(
        Tombstone(
            matter=matter,
            rule=rule.code,
            at=now,
            parties=gone.parties[matter.pk],
            files=gone.files.get(matter.pk, []),
        )
        for matter in batch
    )
    record_many(
        NewAuditRow(
            actor=actor,
            act="retention.forget",
            subject=f"matter:{matter.pk}",
            city=matter.city,
            detail={
                "rule": rule.code,
                "removed": list(rule.remove),
                "parties": gone.parties[matter.pk],
                "files": len(gone.files.get(matter.pk, [])),
            },
        )
        for matter in batch
    )
