"""What a measured run is told as, and whether it met its targets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measuring import Step
from benchmarks.pages import Latencies

# Seconds on two cores for 500 invoices of five lines with everything: numbered, drawn, checked, mailed.
TARGET_SECONDS, TARGET_INVOICES = 120.0, 500
TARGET_P99, TARGET_SLOWEST = 300.0, 1000.0  # milliseconds


@dataclass(frozen=True, slots=True)
class Report:
    """A measured run of so many invoices of so many lines each; `calibration` in CPU seconds."""

    invoices: int
    lines: int
    calibration: float
    steps: Sequence[Step]
    latencies: Latencies
    delivered: int

    @property
    def measured(self) -> tuple[Step, ...]:
        """Return the steps that the target is about: those of the run, not the import before it."""
        return tuple(step for step in self.steps if step.name != "import")

    @property
    def total(self) -> float:
        """Return the seconds on the clock of the run and the sending."""
        return sum(step.wall for step in self.measured)

    @property
    def target(self) -> float:
        """Return the seconds that so many invoices may take."""
        return TARGET_SECONDS * self.invoices / TARGET_INVOICES

    def misses(self) -> list[str]:
        """Return every target that was missed, in words."""
        p99, slowest = self.latencies.percentile(99), self.latencies.slowest
        found = [
            (self.total > self.target, f"{self.total:.1f} s in all, {self.target:.0f} s allowed"),
            (self.delivered != self.invoices, f"{self.delivered} mails arrived of {self.invoices}"),
            (p99 > TARGET_P99, f"99 % of pages took up to {p99:.0f} ms, {TARGET_P99:.0f} allowed"),
            (slowest[0] > TARGET_SLOWEST, f"{slowest[1]} took {slowest[0]:.0f} ms, {TARGET_SLOWEST:.0f} allowed"),
            (bool(self.latencies.refused), f"pages refused: {', '.join(self.latencies.refused[:5])}"),
        ]
        return [sentence for missed, sentence in found if missed]


def as_table(report: Report) -> str:
    """Return the report for a terminal."""
    groups = list(report.steps[0].cpu)
    head = (
        f"{'step':<16}{'wall s':>8}{'CPU s':>8}" + "".join(f"{group:>14}" for group in groups) + f"{'ms/invoice':>12}"
    )
    rows = [_row(step.name, step.wall, step.cpu, report.invoices) for step in report.steps]
    cpu = {group: sum(step.cpu[group] for step in report.measured) for group in groups}
    latencies = report.latencies
    rate = f"{report.invoices / report.total:.1f} invoices a second"
    asked = f"{len(latencies.milliseconds)} asked for, median {latencies.percentile(50):.0f} ms"
    worst = f"slowest {latencies.slowest[0]:.0f} ms ({latencies.slowest[1]})"
    return "\n".join([
        f"{report.invoices} invoices of {report.lines} lines; calibration {report.calibration:.2f} s (0.20 when quiet)",
        head,
        *rows,
        _row("run and send", report.total, cpu, report.invoices),
        f"target {report.target:.0f} s; {rate}; {report.delivered} mails arrived",
        f"pages meanwhile: {asked}, p99 {latencies.percentile(99):.0f} ms, {worst}",
        *(f"MISSED: {sentence}" for sentence in report.misses()),
    ])  # fmt: skip


def as_json(report: Report) -> str:
    """Return the report as a JSON document."""
    steps = [
        {"name": step.name, "wall_s": round(step.wall, 2), "cpu_s": {k: round(v, 2) for k, v in step.cpu.items()}}
        for step in report.steps
    ]
    latencies = report.latencies
    pages = {
        "asked": len(latencies.milliseconds),
        "p50_ms": round(latencies.percentile(50), 1),
        "p99_ms": round(latencies.percentile(99), 1),
        "slowest_ms": round(latencies.slowest[0], 1),
        "slowest": latencies.slowest[1],
        "refused": latencies.refused,
    }
    told = {
        "invoices": report.invoices,
        "lines": report.lines,
        "calibration_cpu_s": round(report.calibration, 3),
        "steps": steps,
        "total_s": round(report.total, 2),
        "target_s": report.target,
        "mails": report.delivered,
        "pages": pages,
        "missed": report.misses(),
    }
    return json.dumps(told, indent=2)


def _row(name: str, wall: float, cpu: Mapping[str, float], invoices: int) -> str:
    total = sum(cpu.values())
    parts = "".join(f"{seconds:>14.2f}" for seconds in cpu.values())
    return f"{name:<16}{wall:>8.1f}{total:>8.1f}{parts}{total / invoices * 1000:>12.1f}"
