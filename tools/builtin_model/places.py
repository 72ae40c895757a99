"""Well-known cities that examples may name; one spelling each, in plain English."""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
Oslo Paris London Berlin Madrid Rome Lisbon Vienna Prague Warsaw Budapest Athens Dublin Brussels
Amsterdam Copenhagen Stockholm Helsinki Reykjavik Bern Zurich Geneva Basel Munich Hamburg Cologne
Frankfurt Dresden Leipzig Stuttgart Salzburg Graz Milan Venice Florence Naples Turin Genoa Bologna
Palermo Barcelona Valencia Seville Bilbao Malaga Porto Lyon Nice Marseille Bordeaux Toulouse Lille
Strasbourg Nantes Antwerp Ghent Bruges Rotterdam Utrecht Bergen Aarhus Malmo Turku Tallinn Riga
Vilnius Krakow Gdansk Bratislava Ljubljana Zagreb Split Belgrade Sarajevo Sofia Bucharest Kyiv Lviv
Moscow Istanbul Ankara Izmir Edinburgh Glasgow Manchester Liverpool Leeds Bristol Oxford Cambridge
York Cardiff Belfast Cork Galway New_York Boston Chicago Denver Seattle Portland Austin Dallas
Houston Miami Atlanta Detroit Phoenix Los_Angeles San_Francisco San_Diego Las_Vegas New_Orleans
Nashville Memphis Toronto Montreal Vancouver Ottawa Calgary Quebec Mexico_City Havana Lima Quito
Bogota Santiago Buenos_Aires Montevideo Rio_de_Janeiro Cairo Tunis Algiers Casablanca Nairobi Lagos
Accra Dakar Cape_Town Johannesburg Dubai Doha Amman Beirut Tehran Baghdad Delhi Mumbai Kolkata
Chennai Kathmandu Dhaka Bangkok Hanoi Singapore Jakarta Manila Hong_Kong Shanghai Beijing Taipei
Seoul Busan Tokyo Osaka Kyoto Nagoya Sydney Melbourne Brisbane Perth Adelaide Auckland Wellington
"""
CITIES: Final = tuple(name.replace("_", " ") for name in _NAMES.split())
"""Cities known to most readers."""
