// What is selected in one list: ticked rows, rows ticked on other pages, or all that match save some.

const SCALE = 1000;

export class Selection {
  constructor(form) {
    this.form = form;
    this.matching = Number(form.dataset.matching);
    this.key = `samla:${location.pathname}:${form.dataset.list}:${form.dataset.signature}`;
    this.all = "all" in form.dataset;
    this.carried = new Map(this.leftOut().map((id) => [id, {}]));
    this.restore();
  }

  get boxes() {
    return [...this.form.querySelectorAll("[data-tick]")];
  }

  // Rows that differ from the rule: ticked ones, or with "all that match" the ones that aren't.
  get exceptions() {
    return new Map([...this.carried, ...this.boxes.filter((box) => box.checked !== this.all).map((box) => [box.value, amounts(box)])]);
  }

  get count() {
    return this.all ? this.matching - this.exceptions.size : this.exceptions.size;
  }

  // Rows left out on other pages, as the server said them; what is on this page, its boxes say.
  leftOut() {
    const here = new Set(this.boxes.map((box) => box.value));
    return [...this.form.querySelectorAll("[name=but]")].map((input) => input.value).filter((id) => !here.has(id));
  }

  choose(all) {
    this.all = all;
    this.carried.clear();
    for (const box of this.boxes) box.checked = all;
  }

  sum(column, total) {
    const named = [...this.exceptions.values()].reduce((sum, row) => sum + Math.round(Number(row[column] ?? 0) * SCALE), 0);
    return (this.all ? Math.round(Number(total) * SCALE) - named : named) / SCALE;
  }

  // Hidden fields carry what the boxes of this page can't.
  write() {
    const rule = this.form.querySelector("[name=selected]");
    if (rule) rule.disabled = !this.all;
    const fields = [...this.carried.keys()].map((id) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: this.all ? "but" : "id", value: id });
      return field;
    });
    this.form.querySelector("[data-carried]")?.replaceChildren(...fields);
  }

  // Kept only while the same list is sorted or paged, so that no old selection comes back unseen.
  keep() {
    sessionStorage.setItem(this.key, JSON.stringify({ all: this.all, rows: [...this.exceptions] }));
  }

  restore() {
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    sessionStorage.removeItem(this.key);
    if (!kept) return;
    this.choose(kept.all);
    const here = new Map(this.boxes.map((box) => [box.value, box]));
    for (const [id, row] of kept.rows) {
      if (here.has(id)) here.get(id).checked = !kept.all;
      else this.carried.set(id, row);
    }
  }
}

function amounts(box) {
  const cells = box.closest("tr").querySelectorAll("[data-sum]");
  return Object.fromEntries([...cells].map((cell) => [cell.dataset.sum, cell.dataset.value]));
}
