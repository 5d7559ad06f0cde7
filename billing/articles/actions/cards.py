"""Writing articles."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ARRAY, Uuid, any_, literal, select, text, update

from billing.articles.models import Article
from billing.articles.queries.articles import NoSuchArticle, articles_by_code, facts_of
from billing.articles.queries.setting import setting_of
from billing.articles.rules.card import ArticleInput, read_article
from billing.articles.rules.facts import ArticleFacts
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import ArticleId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.kernel.sorting import sort_key
from tenants.plans.capabilities import Capability

# Two who write at once must not both find a code free: the second waits until the first is done.
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('articles of ' || :workspace, 0))")
MOST_CODES = 50  # named in an entry of the journal


def add_article(actor: Actor, workspace_id: WorkspaceId, new: ArticleInput, *, now: datetime) -> ArticleId:
    """Write a new article.

    Raises:
        NotAllowedNow: the plan has no articles.
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.EDIT_ARTICLES, in_=workspace_id)
    actor.must_have(Capability.ARTICLES, in_=workspace_id)
    take_codes(workspace_id)
    setting = setting_of(workspace_id, now=now)
    read = read_article(new, setting)
    problems = list(read.problems)
    if read.values["code"] in articles_by_code(workspace_id, (read.values["code"],)):
        problems.append(Problem("code", msg("Another article has the code %(code)s.", code=read.values["code"])))
    if problems:
        raise InvalidFields(problems)
    row = new_row(workspace_id, read.values, setting.country, now=now)
    db.session.add(Article(**row))
    db.session.flush()
    enter(actor, "article_added", About("article", row["id"], after=told(read.values)), in_=workspace_id, now=now)
    return ArticleId(row["id"])


def change_article(
    actor: Actor, workspace_id: WorkspaceId, article_id: ArticleId, changed: ArticleInput, *, now: datetime
) -> ArticleFacts:
    """Change an article, all but its code, and return it as it is then.

    Raises:
        NoSuchArticle: the workspace has none by that id.
        NotAllowedNow: the plan has no articles.
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.EDIT_ARTICLES, in_=workspace_id)
    actor.must_have(Capability.ARTICLES, in_=workspace_id)
    query = select(Article).where(Article.workspace_id == workspace_id, Article.id == article_id)
    row = db.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise NoSuchArticle(article_id)
    setting = setting_of(workspace_id, now=now)
    read = read_article(changed, setting)
    problems = list(read.problems)
    if read.values["code"] != row.code:
        problems.append(Problem("code", msg("An article code stays as it is; files name the article by it.")))
    if problems:
        raise InvalidFields(problems)
    write_change(actor, row, read.values, setting.country, now=now)
    return facts_of(row)


def set_active(
    actor: Actor, workspace_id: WorkspaceId, article_ids: Collection[ArticleId], *, active: bool, now: datetime
) -> int:
    """Rest articles, or take them into use again; returns how many that changed.

    Raises:
        NotAllowedNow: the plan has no articles.
    """
    actor.must(Permission.EDIT_ARTICLES, in_=workspace_id)
    actor.must_have(Capability.ARTICLES, in_=workspace_id)
    changed = (
        update(Article)
        .where(
            Article.workspace_id == workspace_id,
            Article.id == any_(literal(list(article_ids), ARRAY(Uuid))),
            Article.active.is_not(active),
        )
        .values(active=active, changed_at=now)
        .returning(Article.code)
        .execution_options(synchronize_session=False)
    )
    codes = sorted(db.session.scalars(changed)) if article_ids else []
    if codes:
        after = {"count": len(codes), "codes": ", ".join(codes[:MOST_CODES])}
        act = "articles_activated" if active else "articles_rested"
        enter(actor, act, About("article", after=after), in_=workspace_id, now=now)
    return len(codes)


def take_codes(workspace_id: WorkspaceId) -> None:
    """Have everybody else who writes new articles or prices wait until this transaction ends."""
    db.session.execute(ONE_AT_A_TIME, {"workspace": str(workspace_id)})


def new_row(workspace_id: WorkspaceId, values: Mapping[str, Any], country: Country, *, now: datetime) -> dict[str, Any]:
    """Return a new article as a row to be written; `country` is the company's, whose alphabet orders it."""
    key = sort_key(values["name"], country)
    return {
        "workspace_id": workspace_id, "id": uuid4(), **values, "sort_key": key, "created_at": now, "changed_at": now,
    }  # fmt: skip


def write_change(actor: Actor, row: Article, values: Mapping[str, Any], country: Country, *, now: datetime) -> bool:
    """Write what differs into a locked article and its journal, and say whether anything did."""
    before = {name: getattr(row, name) for name in values}
    if before == values:
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.sort_key, row.changed_at = sort_key(row.name, country), now
    db.session.flush()
    old, new = told(before), told(values)
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    about = About(
        "article",
        row.id,
        before={name: old.get(name) for name in names},
        after={name: new.get(name) for name in names},
    )
    enter(actor, "article_changed", about, in_=WorkspaceId(row.workspace_id), now=now)
    return True


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return an article's values as the journal keeps them: a field for each text."""
    rest = {name: value for name, value in values.items() if name not in {"texts", "name"}}
    return rest | {f"text_{language}": text for language, text in values["texts"].items()}
