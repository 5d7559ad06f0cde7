"""The form of a question, and of an answer."""

from collections.abc import Sequence

from flask import request

from portal.web._design import Field, Option
from portal.web.posted import posted_day, posted_files, with_problems
from tenants.conversations.actions import LONGEST_SUBJECT, Question, Upload
from tenants.firms.queries import StaffRow
from tenants.kernel.ids import UserId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem

ACCEPT = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv,.txt,.xml"


def question_fields(staff: Sequence[StaffRow], problems: Sequence[Problem] = ()) -> tuple[Field, ...]:
    """Return the fields of a new question as they were typed; the firm's staff also say who follows it."""
    given = request.form
    fields = (
        Field(
            name="subject",
            label=msg("Subject line"),
            value=given.get("subject", ""),
            required=True,
            maxlength=LONGEST_SUBJECT,
            hint=msg("It stands in the mail that tells of the question, so nothing confidential here."),
        ),
        Field(name="body", label=msg("Question"), kind="textarea", value=given.get("body", ""), required=True),
        due_field(given.get("due_on", "")),
        *((assigned_field(staff, given.get("assigned_to", "")),) if staff else ()),
        files_field(),
    )
    return with_problems(fields, problems)


def answer_fields(problems: Sequence[Problem] = ()) -> tuple[Field, ...]:
    """Return the fields of an answer."""
    body = Field(name="body", label=msg("Message"), kind="textarea", value=request.form.get("body", ""), required=True)
    return with_problems((body, files_field()), problems)


def assigned_field(staff: Sequence[StaffRow], chosen: str) -> Field:
    """Return the choice of who of the staff follows a question."""
    everybody = Option("", msg("All on the engagement"))
    options = (everybody, *(Option(str(row.user_id), row.name) for row in staff))
    return Field(name="assigned_to", label=msg("Followed by"), kind="select", value=chosen, options=options)


def due_field(value: str, problems: Sequence[Problem] = ()) -> Field:
    """Return the day by which an answer is wanted."""
    wrong = tuple(problem.message for problem in problems if problem.field == "due_on")
    return Field(name="due_on", label=msg("Answer wanted by"), kind="date", value=value, errors=wrong)


def files_field() -> Field:
    """Return the field of attachments."""
    hint = msg("PDF, pictures, Word, Excel, XML or text; five files of at most 10 MB each.")
    return Field(name="files", label=msg("Attachments"), kind="file", accept=ACCEPT, multiple=True, hint=hint)


def posted_question(staff: Sequence[StaffRow]) -> Question:
    """Return the question that was posted; who follows it only where the reader may say so."""
    return Question(
        subject=request.form.get("subject", ""),
        body=request.form.get("body", ""),
        due_on=posted_day("due_on"),
        assigned_to=posted_assigned(staff) if staff else None,
        files=uploads(),
    )


def posted_assigned(staff: Sequence[StaffRow]) -> UserId | None:
    """Return who of the staff was chosen; None for everybody on the engagement."""
    chosen = request.form.get("assigned_to", "")
    return next((row.user_id for row in staff if str(row.user_id) == chosen), None)


def uploads() -> tuple[Upload, ...]:
    """Return the attachments that were posted."""
    return tuple(Upload(name, content) for name, content in posted_files("files"))
