"""Who of the rules follows what happens to matters."""

from sanling.domain.matters.changes import TOPIC
from sanling.foundation.delivery.fan_out import Follower
from sanling.processes.rules.acting import follow

# Few at once: what is assigned stays locked until all of these are.
FOLLOWERS = (Follower("rules", TOPIC, follow, batch=100),)
