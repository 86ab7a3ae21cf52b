"""What people learn, and what is asked of them afterwards."""

from .yaml_text import Block

CLINICAL_ROLES = ["consultant", "registrar", "nurse", "night-nurse", "specialist", "technician"]


def question(ask, options, answers):
    return {"ask": ask, "options": options, "answers": answers}


LESSONS = [
    {
        "id": "records", "name": "One patient, one record", "person-kinds": [
            "employee", "contractor", "agency", "student"],
        "minutes": 120, "text": Block("""
## Find before you create

Look for the patient by **number**, then by name and date of birth. Two records of one patient are dangerous: the
allergy stands in one and the prescription in the other.

## Write where you are

- Open the record **at the bedside**. What is written later is remembered wrongly.
- Sign what you have written. Unsigned notes are seen by nobody else.
- Lock the screen with your card when you turn away.

## When it does not answer

Take the red folder of your ward, write on its forms, and hand them to the clerk when the record is back.
"""),
        "questions": [
            question("By what do you look for a patient first?", ["By the number", "By the bed", "By the diagnosis"],
                     "By the number"),
            question("Who sees a note that is not signed?", ["The whole ward", "Nobody else", "The pharmacy"],
                     "Nobody else"),
            question("The record does not answer. What do you do?", [
                "Wait until it does", "Write in the red folder", "Write in a colleague's name"],
                "Write in the red folder"),
        ],
        "pass-mark": "66 %", "cooling-off": "1h", "expires": "120d",
    },
    {
        "id": "medication", "name": "Ordering and giving medication", "roles": CLINICAL_ROLES, "minutes": 90,
        "text": Block("""
## Five things, every time

Patient, medicine, dose, way, time. Scan the **wristband**, then the **package**. A scan that does not match stops you,
and it is right until the pharmacy says otherwise.

## Orders

An order without a reason for stopping runs on. Give every antibiotic an end.

## Warnings

Red warnings ask for a reason in your own words. The pharmacist reads each of them on the same day.
"""),
        "questions": [
            question("What is scanned first?", ["The package", "The wristband", "Your own card"], "The wristband"),
            question("The scan does not match. What now?", [
                "Give it and note why", "Stop and ask the pharmacy", "Type the number by hand"],
                "Stop and ask the pharmacy"),
            question("Which orders need an end?", ["Antibiotics", "Insulin", "None"], "Antibiotics"),
        ],
        "pass-mark": "66 %", "cooling-off": "2h", "expires": "120d",
    },
    {
        "id": "bookings", "name": "Appointments and admissions",
        "units": ["patient-administration", "outpatients", "finance-and-billing"], "minutes": 60, "text": Block("""
## One visit, one case

An appointment becomes a case when the patient **arrives**, not when it is booked. Check address and insurer at every
arrival.

## Across the border

Patients of the other country keep their number. Choose the country of the **insurer**, not of the address.
"""),
        "questions": [
            question("When does an appointment become a case?", [
                "When it is booked", "When the patient arrives", "When it is billed"], "When the patient arrives"),
            question("Which country is chosen?", ["That of the address", "That of the insurer"],
                     "That of the insurer"),
        ],
        "pass-mark": "50 %", "cooling-off": "1h", "expires": "120d",
    },
    {
        "id": "clinic-letters", "name": "Letters and referrals for clinics", "person-kinds": ["partner"],
        "minutes": 20, "text": Block("""
## Your patients, and only yours

You see letters and results of patients whom **you referred**. A referral opens the view; it closes after a year.

Attach findings as files of at most 20 MB. Fax is read for eight more weeks.
"""),
        "questions": [
            question("Whose letters do you see?", ["Everybody's", "Those of patients whom I referred"],
                     "Those of patients whom I referred"),
            question("How long does the view stay open?", ["A month", "A year"], "A year"),
        ],
        "pass-mark": "50 %",
    },
]
