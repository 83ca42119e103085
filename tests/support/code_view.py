"""What one does in the view "Code"."""

from playwright.sync_api import Locator, Page


def cell(page: Page, name: str) -> Locator:
    """The cell of a function, open."""
    cell = page.locator("details.cell").filter(has=page.get_by_text(name, exact=True))
    if cell.get_attribute("open") is None:
        cell.locator("summary").click()
    return cell


def paste(page: Page, name: str, text: str) -> None:
    editor = cell(page, name).get_by_role("textbox", name=f"Code of {name}")
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    editor.evaluate(
        """(editor, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const options = { clipboardData, bubbles: true, cancelable: true };
          editor.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def output(page: Page, name: str) -> Locator:
    return page.get_by_role("status", name=f"Result of {name}", exact=True)
