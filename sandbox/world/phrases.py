"""What people write: subjects, names and remarks for seeded cases.

Besides plain text there is what breaks careless pages: other scripts, right to
left, emoji, quotes, markup, and one that is very long.
"""

CUSTOMERS = (
    "Abigail Foster", "Noor Al-Masri", "Giulia Ferrante", "Pedro Álvarez", "Hanna Virtanen",
    "Kwame Mensah", "Zoë van der Berg", "Rahul Deshpande", "Liam O'Sullivan", "Mei Chen",
    "Søren Kjær", "Yasmin Cohen", "Tereza Nováková", "João Pessoa", "Dmitri Sokolov",
    "نور الهاشمي", "דנה לוי", "さくら花子", "Ağça Yılmaz", "Beatrix Hall & Sons",
)  # fmt: skip

NEW_COLLEAGUES = (
    "Elena Marchetti", "Tunde Bakare", "Grace Whitfield", "Oskar Nowak", "Aiko Mori",
    "Camille Lefèvre", "Samuel Osei", "Ingrid Haugen", "Farid Benali", "Julia Kowalczyk",
    "Ravi Iyer", "Maeve Brennan", "رنا خوري", "Björn Þórsson", "Ana Sofía Gutiérrez Peña",
)  # fmt: skip

POSITIONS = ("Buyer", "Accountant", "Warehouse clerk", "Support engineer", "Counsel", "Team lead")

GOODS = (
    "Twelve office chairs", "Laptop for the new colleague", "Pallet truck", "Label printer rolls",
    "Coffee for the kitchen ☕", "Safety shoes, sizes 38 to 46", "Licences for drawing software",
    "Standing desks", "Fire extinguishers", "Translation of the handbook", "Rack for server room 2",
    "Headsets", "30\" monitors", "Paint \"Winter sky\"", "Chairs & tables <outdoor>",
    "أحبار للطابعة", "プリンター用紙", "First-aid kits", "Winter tyres for three vans",
    "Maintenance of the lift: parts, labour and the yearly inspection by the authority, with the "
    "documents that the insurer asked for in its letter of last month",
    "Packaging tape 📦", "Replacement battery packs",
)  # fmt: skip

SUBJECTS = (
    "Parcel arrived empty", "Charged twice for one order", "Nobody answers the telephone",
    "Chair broke after two days", "Delivery to the wrong address", "Refund still missing",
    "Rude driver", "Colour is not as shown", "Warranty refused", "Manual is missing",
    "Invoice in the wrong name", "Late again!!! 😡", "\"Free\" delivery was not free",
    "Price changed between basket & bill", "<b>Urgent</b> please read", "تأخر التسليم أسبوعين",
    "ההזמנה לא הגיעה", "Die Lieferung kam zerdrückt an", "La facture ne correspond pas à l'offre",
    "Order was split into five parcels that came on five days, each time when nobody was at home, "
    "and the fifth one held the goods of somebody else, whom I then had to visit",
    "Gift card does not work", "Scratched table top", "Wrong size, again", "Lost signature 🖊️",
)  # fmt: skip

CONTRACTS = (
    "Cleaning of both buildings", "Supply of packaging", "Leasing of four vans", "Data processing",
    "Maintenance of the heating", "Warehouse rent, hall C", "Temporary staff", "Catering",
    "Insurance \"All risks\"", "Licence & support", "خدمات النقل", "物流サービス契約",
    "Framework agreement on the delivery of office furniture, its assembly on the premises, the "
    "removal of the old furniture and its disposal in line with the rules of the county",
    "Security of the premises", "Website hosting", "Training of first aiders",
)  # fmt: skip

REASONS = (
    "Family visit", "Wedding of my sister", "Doctor's appointment", "Moving house",
    "Long planned journey", "School holidays", "Exams at evening school", "Recovery after surgery",
)  # fmt: skip

FINDINGS = (
    "The carrier confirms the mistake.", "The bill was right, the reminder was not.",
    "Batch 7 had a weak joint; the supplier knows.", "No trace of the parcel after the depot.",
    "The customer is right in every point.", "We could not reproduce it.",
)  # fmt: skip

NOTES = (
    "Called, nobody at home. Trying again tomorrow.", "Please wait for the second quotation.",
    "Spoke with the customer: friendly, but wants an answer this week.", "Agreed with finance.",
    "I am away on Friday, Bob takes over.", "See the attached scan 👀", "Why is this still open?",
    "تم الاتصال بالعميل", "The amount is <not> final & may change.", "Thanks!",
    "Line one\nLine two\nLine three", "It's the customer's third complaint this year.",
)  # fmt: skip

MILESTONES = ("Signature", "Delivery of samples", "First delivery", "Acceptance", "End of warranty")

DEVICES = (
    ("laptop", "ThinkBook 14"),
    ("phone", "Fair 5"),
    ("badge", "Door badge"),
    ("other", "Dock"),
)

ITEMS = ("Basic model", "Spare part", "Delivery", "Assembly", "Extended warranty", "Box of 50")

FILE_NAMES = ("scan", "quotation", "letter", "photo", "receipt (2)", "Überweisung", "عقد", "note")
