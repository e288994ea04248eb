"""What keeping agreed costs at Zoom: the plugin this one replaces asked once for each meeting, every night."""

from tests.bench.sweeping import CHANGED, EACH, HOSTS, MOST_CALLS, cost


async def test_a_thousand_meetings_of_twenty_hosts_cost_a_list_each_and_one_more_a_change():
    spent = await cost()
    assert HOSTS * EACH == 1000
    assert spent.calm <= MOST_CALLS
    assert spent.changed == spent.calm + CHANGED
    assert spent.between == 0
