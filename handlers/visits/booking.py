"""What happens to a visit, each step in one transaction and alone in its network: the one way in which bookings change.

Every function takes hold of the network's bookings first (`Here.alone`), looks at the rows as they are then, and
raises `Stale` where what was pressed is no longer so. Each leaves the visit, its seats and its cells in agreement,
adds a step, and has everybody told whom it concerns (follow.py), once.
"""

from handlers.visits.at import At as At
from handlers.visits.at import Times as Times
from handlers.visits.at import Wanted as Wanted
from handlers.visits.booking_answers import accept as accept
from handlers.visits.booking_answers import decline as decline
from handlers.visits.booking_asking import choose as choose
from handlers.visits.booking_asking import dateless as dateless
from handlers.visits.booking_asking import propose as propose
from handlers.visits.booking_asking import request as request
from handlers.visits.booking_changes import assign as assign
from handlers.visits.booking_changes import cancel as cancel
from handlers.visits.booking_changes import finish as finish
from handlers.visits.booking_changes import swap as swap
from handlers.visits.booking_clock import expire as expire
from handlers.visits.booking_guest import keep as keep
from handlers.visits.booking_guest import name as name
from handlers.visits.booking_moving import move as move
from handlers.visits.booking_offering import offer as offer
from handlers.visits.booking_times import times as times
