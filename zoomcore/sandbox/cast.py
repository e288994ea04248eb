"""The people of every fresh sandbox, the same in the demo and in all tests (design, interfaces that stay)."""

from datetime import timedelta

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.people import Plan, User

ADMIN_EMAIL = "admin@uni.example"

STAFF = (
    # e-mail, first name, last name, plan, role (0 owner, 2 member), days since the last login
    (ADMIN_EMAIL, "Ada", "Keller", Plan.LICENSED, "0", 0),
    ("ana@uni.example", "Ana", "Ruiz", Plan.LICENSED, "2", 0),
    ("li@uni.example", "Li", "Wei", Plan.LICENSED, "2", 3),
    ("kim@uni.example", "Kim", "Novak", Plan.BASIC, "2", 6),
    # Licensed and long not seen: whose licenses could be lent.
    ("old.oscar@uni.example", "Oscar", "Lindqvist", Plan.LICENSED, "2", 400),
    ("idle.ines@uni.example", "Ines", "Moreau", Plan.LICENSED, "2", 210),
    ("idle.tom@uni.example", "Tom", "Baker", Plan.LICENSED, "2", 150),
    ("idle.uma@uni.example", "Uma", "Patel", Plan.LICENSED, "2", 95),
    ("idle.yan@uni.example", "Yan", "Petrov", Plan.LICENSED, "2", 61),
)

# Two different students are called Sam Lee.
STUDENTS = (
    ("bo@uni.example", "Bo", "Chen"),
    ("sam.lee@uni.example", "Sam", "Lee"),
    ("s.lee2@uni.example", "Sam", "Lee"),
    ("maya@uni.example", "Maya", "Okafor"),
    ("jose@uni.example", "José", "García"),
    ("zoe@uni.example", "Zoë", "Müller"),
    ("amir@uni.example", "Amir", "Haddad"),
    ("nina@uni.example", "Nina", "Kowalska"),
    ("raj@uni.example", "Raj", "Sharma"),
    ("eva@uni.example", "Eva", "Horváth"),
    ("omar@uni.example", "Omar", "Farouk"),
    ("lena@uni.example", "Lena", "Fischer"),
    ("tariq@uni.example", "Tariq", "Aziz"),
    ("mei@uni.example", "Mei", "Tanaka"),
    ("pablo@uni.example", "Pablo", "Ortega"),
    ("ingrid@uni.example", "Ingrid", "Solberg"),
    ("kofi@uni.example", "Kofi", "Mensah"),
    ("hana@uni.example", "Hana", "Suzuki"),
    ("leo@uni.example", "Leo", "Rossi"),
    ("dara@uni.example", "Dara", "O'Brien"),
)

WEBINAR_HOSTS = {ADMIN_EMAIL: 500, "ana@uni.example": 500}
# Li may schedule for Ana.
ASSISTANTS = (("ana@uni.example", "li@uni.example"),)
LICENSED_SEATS = 8


def _add(account: Account, email: str, names: tuple[str, str], plan: Plan) -> User:
    user = User(
        id=account.ids.user(),
        email=email,
        first_name=names[0],
        last_name=names[1],
        plan=plan,
        pmi=account.ids.pmi(),
        timezone=account.settings.timezone,
        created_at=account.now() - timedelta(days=500),
        webinar_capacity=WEBINAR_HOSTS.get(email, 0),
    )
    account.users[user.id] = user
    return user


def add_cast(account: Account) -> None:
    """Everybody: 9 of the staff, 20 students with Basic accounts, all Licensed seats taken."""
    for email, first, last, plan, role, days in STAFF:
        member = _add(account, email, (first, last), plan)
        member.role_id = role
        member.dept = "Administration" if role == "0" else "Mathematics"
        member.last_login_time = account.now() - timedelta(days=days)
    for number, (email, first, last) in enumerate(STUDENTS):
        student = _add(account, email, (first, last), Plan.BASIC)
        student.dept = "Students"
        student.last_login_time = account.now() - timedelta(days=number % 9)
    for host, assistant in ASSISTANTS:
        account.user(host).assistants.append(account.user(assistant).id)
    account.settings.licensed_seats = LICENSED_SEATS
