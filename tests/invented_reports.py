"""Reports of invented events, two of each."""

from __future__ import annotations

FERRY = (
    "The ferry Marigold ran aground near Port Ellory on Tuesday evening. All 41 people aboard were brought ashore by "
    "the lifeboat Constance, the Ellory harbour office said. Captain Ines Varga said the steering had failed off "
    "Gull Point. The ferry line has stopped its crossings to Sable Island until divers have seen the hull."
)
FERRY_TOO = (
    "Divers are to look at the hull of the Marigold, the ferry that struck rocks at Gull Point near Port Ellory on "
    "Tuesday. Captain Ines Varga told the harbour office that the steering failed. The lifeboat Constance took all 38 "
    "people to the shore, and crossings to Sable Island are off."
)
BAKERY = (
    "A bakery in Northmill has baked the longest plait of bread in the county. Twelve bakers under Odile Pratt worked "
    "for two days, and judges from the county fair measured 118 metres on Sunday. The plait was sold in pieces for the "
    "repair of the Northmill town clock, which has stood still since spring."
)
BAKERY_TOO = (
    "Northmill is proud of a plait of bread of 118 metres, the longest in the county, as judges of the county fair "
    "found on Sunday. Odile Pratt and twelve bakers had been at work for two days. The money goes to the town clock."
)
