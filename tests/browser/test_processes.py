"""The five processes of the demo office, from their start to completion, by those who take part."""

from functools import cache

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.support.case_walk import CaseWalk, generate, next_step, upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(browser_page, sign_in, live_server, office) -> CaseWalk:
    """A case that is about to be started."""
    page = browser_page("wendy")
    name = settings.SESSION_COOKIE_NAME

    @cache
    def session(username: str) -> str:
        return sign_in(username).cookies[name].value

    def become(username: str) -> None:
        cookie = {"name": name, "value": session(username), "url": live_server.url}
        page.context.add_cookies([cookie])

    return CaseWalk(page, become, office)


def test_a_long_leave_is_approved_by_a_director_and_entered(walk):
    page = walk.start("bob", "Leave request (Apply for leave)")
    page.get_by_label("Employee").fill("Bob Tanner")
    page.get_by_label("Kind of leave").select_option(label="Parental leave")
    page.get_by_label("First day").fill("2027-03-01")
    page.get_by_label("Last day").fill("2027-03-31")
    page.get_by_label("Working days").fill("23")
    page.get_by_label("Reason").fill("Twins")
    walk.finish(page)

    page = walk.work_on("Approve long leave")
    page.get_by_label("Approve").check()
    page.get_by_label("Note to the employee").fill("Congratulations")
    next_step(page, "Leave form")
    expect(page.locator("#case-form")).to_contain_text("Twins")
    walk.finish(page)

    page = walk.work_on("Enter in calendar")
    expect(page.locator("#case-form")).to_contain_text("Parental leave")
    walk.finish(page)
    walk.is_completed(walk.page_of("bob"))
    assert walk.variables("bob")["decision_label"] == "Approve"


def test_a_purchase_is_checked_twice_side_by_side_approved_and_ordered(walk):
    page = walk.start("wendy", "Purchase order (Request purchase)")
    page.get_by_label("What do you need?").fill("Two label printers")
    page.get_by_label("Amount").fill("498.50")
    page.get_by_label("Cost centre").select_option(index=1)
    page.get_by_role("button", name="Add row").click()
    page.get_by_label("Description, row 1").fill("Printer")
    page.get_by_label("Quantity, row 1").fill("2")
    page.get_by_label("Unit price, row 1").fill("249.25")
    next_step(page, "Quotation")
    upload(page, "offer.pdf")
    walk.finish(page)

    page = walk.work_on("Check stock")
    page.get_by_label("In stock").fill("0")
    walk.finish(page)

    page = walk.claim("mary")
    page.get_by_label("Covered", exact=True).check()
    walk.finish(page)

    page = walk.work_on("Approve purchase")
    next_step(page, "Approval")
    page.get_by_label("Approve").check()
    next_step(page, "Purchase order")
    generate(page)
    walk.finish(page)

    page = walk.work_on("Place order")
    assert walk.holder("Place order") == "wendy"
    next_step(page, "Delivery note")
    upload(page, "delivery.pdf")
    walk.finish(page)
    walk.is_completed(walk.page_of("wendy"))
    assert walk.variables("wendy")["items"]["1"]["total"] == "498.5"


def test_a_complaint_is_looked_at_again_before_it_is_answered(walk):
    page = walk.start("wendy", "Customer complaint (Take complaint)")
    page.get_by_label("Customer").fill("Ada Byron")
    page.get_by_label("Subject").fill("Broken kettle")
    page.get_by_label("Telephone").check()
    page.get_by_label("How serious?").select_option(label="Angry")
    page.get_by_label("Broken goods").check()
    page.get_by_label("What happened").fill("It leaks.\nFrom the first day.")
    walk.finish(page)

    page = walk.claim("bob")
    page.get_by_label("What we found").fill("The seal is missing")
    page.get_by_label("Answer to the customer").fill("We are sorry")
    next_step(page, "Complaint")
    expect(page.locator("#case-form")).to_contain_text("Broken kettle")
    next_step(page, "Evidence")
    upload(page, "seal.txt", b"A photo in words")
    walk.finish(page)

    page = walk.work_on("Review answer")
    page.get_by_label("Look at it again").check()
    page.get_by_label("What should change?").fill("Offer a new one")
    walk.finish(page)

    page = walk.claim("layla")
    expect(page.get_by_label("What we found")).to_have_value("The seal is missing")
    page.get_by_label("Goodwill payment").fill("25")
    page.get_by_label("Answer to the customer").fill("We are sorry. A new one is on its way.")
    walk.finish(page)

    page = walk.work_on("Review answer")
    page.get_by_label("Send it").check()
    walk.finish(page)

    page = walk.work_on("Answer customer")
    expect(page.locator("#case-form")).to_contain_text("A new one is on its way.")
    next_step(page, "Answer letter")
    made = generate(page)
    made.get_by_role("link", name="Show").click()
    expect(page.locator("iframe.paper")).to_be_visible()
    walk.finish(page)
    walk.is_completed(walk.page_of("wendy"))
    assert walk.variables("wendy")["rounds"] == 2


def test_an_onboarding_collects_papers_and_makes_letters(walk):
    page = walk.start("siobhan", "Onboarding (Announce colleague)")
    page.get_by_label("Name").fill("grace hopper")
    page.get_by_label("Department").select_option(index=1)
    page.get_by_label("First day").fill("2027-02-01")
    walk.finish(page)

    page = walk.work_on("Prepare equipment")
    page.get_by_role("button", name="Add row").click()
    page.get_by_label("Kind, row 1").select_option(label="Laptop")
    page.get_by_label("Serial number, row 1").fill("ab-12")
    page.get_by_label("Insured, row 1").check()
    next_step(page, "Equipment receipt")
    generate(page)
    walk.finish(page)

    page = walk.work_on("Collect papers")
    page.get_by_label("All papers are here").check()
    next_step(page, "Signed contract")
    upload(page, "contract.pdf")
    next_step(page, "Identity card")
    upload(page, "card.pdf")
    walk.finish(page)

    page = walk.work_on("First day")
    expect(page.locator("#case-form")).to_contain_text("Grace Hopper")
    page.get_by_label("Words of welcome").fill("Good to have you")
    next_step(page, "Welcome letter")
    made = generate(page)
    expect(made.get_by_role("link", name="Download PDF")).to_be_visible()
    expect(made.get_by_role("link", name="Download DOC")).to_be_visible()
    walk.finish(page)
    walk.is_completed(walk.page_of("siobhan"))
    assert walk.variables("siobhan")["devices"]["1"]["serial"] == "AB-12"


def test_a_large_contract_goes_to_the_directors_back_and_is_signed(walk):
    page = walk.start("hans", "Contract approval (Draft contract)")
    page.get_by_role("combobox", name="Partner").fill("Acme")
    page.get_by_label("Subject").fill("Printers for ten years")
    page.get_by_label("Value").fill("60000")
    page.get_by_label("Every year").check()
    for row, (name, share) in enumerate((("Delivery", "40"), ("Acceptance", "60")), 1):
        page.get_by_role("button", name="Add row").click()
        page.get_by_label(f"Milestone, row {row}").fill(name)
        page.get_by_label(f"Share in percent, row {row}").fill(share)
    expect(page.locator("output[data-column=share]")).to_have_text("100.00")
    next_step(page, "Draft")
    upload(page, "draft.txt", b"Between us and Acme")
    walk.finish(page)

    page = walk.claim("amara")
    page.get_by_label("Risk, 1 to 5").fill("2")
    page.get_by_label("Ask for changes").check()
    page.get_by_label("Reasons").fill("Five years are enough")
    walk.finish(page)

    page = walk.work_on("Correct contract")
    assert walk.holder("Correct contract") == "hans"
    page.get_by_label("Subject").fill("Printers for five years")
    walk.finish(page)

    page = walk.claim("amara")
    page.get_by_label("Accept").check()
    walk.finish(page)

    page = walk.work_on("Sign contract")
    expect(page.locator("#case-form")).to_contain_text("Printers for five years")
    next_step(page, "Contract")
    generate(page)
    next_step(page, "Draft")
    upload(page, "signed.pdf")
    walk.finish(page)
    walk.is_completed(walk.page_of("hans"))
    assert walk.variables("hans")["milestones"]["2"]["milestone"] == "Acceptance"
