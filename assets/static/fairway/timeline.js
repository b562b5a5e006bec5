// On a phone the time-line is wider than its window: begin at today. Without this it begins at its start.
for (const line of document.querySelectorAll(".fw-timeline")) {
  const today = line.querySelector(".fw-timeline__today");
  if (today) {
    const ahead = today.getBoundingClientRect().left - line.getBoundingClientRect().left;
    line.scrollLeft += ahead - line.clientWidth / 2;
  }
}
