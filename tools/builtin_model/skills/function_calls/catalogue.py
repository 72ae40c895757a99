"""The functions that the built-in model is taught to call."""

from __future__ import annotations

from typing import Any, Final

from tools.builtin_model.skills.function_calls import arguments as values
from tools.builtin_model.skills.function_calls import results
from tools.builtin_model.skills.function_calls.function import Function

STRING: Final[dict[str, Any]] = {"type": "string"}
NUMBER: Final[dict[str, Any]] = {"type": "number"}
INTEGER: Final[dict[str, Any]] = {"type": "integer"}

FUNCTIONS: Final = (
    Function(
        name="get_weather",
        names="weather_in|current_weather|fetch_weather|weather",
        description="The weather in a city",
        descriptions="Get the current weather|Tell how warm it is somewhere|Weather report for a place",
        parameters={"city": STRING, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
        other_names={"city": "place|location|town|where", "unit": "units|scale|degrees"},
        optional="unit",
        kept=True,
        draw=values.city_and_unit,
        phrasings="What is the weather in {city}?|What's the weather like in {city}?|How is the weather in {city}?|"
        "Weather in {city}?|Is it raining in {city}?|How warm is it in {city}?|Is it cold in {city} today?|"
        "Do I need an umbrella in {city}?|Please check the weather in {city}.|Tell me the weather in {city} now.|"
        "What is the weather in {city} in {unit}?|How warm is it in {city} in {unit}?|Weather in {city} in {unit}?|"
        "Give me the weather in {city}, in {unit} please.|Temperature in {city} in {unit}?",
        paired="city",
        pairs="What is the weather in {first} and {second}?|How warm is it in {first} and in {second}?|"
        "Weather in {first} and {second}?|Compare the weather in {first} and {second}.|"
        "Is it raining in {first} or in {second}?|Is it warmer in {first} or {second}?",
        again="And in {city}?|What about {city}?|How about {city}?|And {city}?|And what is it like in {city}?",
        about="{city}",
        errors="unknown city|no data for this city|weather service is down",
        respond=results.weather,
    ),
    Function(
        name="get_time",
        names="time_in|local_time|current_time|clock",
        description="The local time in a city",
        descriptions="Get the current time somewhere|Tell what time it is in a place|Clock for a place",
        parameters={"city": STRING},
        other_names={"city": "place|location|town|where"},
        draw=values.city,
        phrasings="What time is it in {city}?|What is the time in {city}?|Time in {city}?|How late is it in {city}?|"
        "Tell me the time in {city}.|Do you know what time it is in {city}?|What's the local time in {city}?|"
        "What time is it now in {city}?|Can you check the clock in {city}?|Current time in {city} please.",
        paired="city",
        pairs="What time is it in {first} and {second}?|Time in {first} and in {second}?|"
        "Tell me the time in {first} and {second}.|What is the local time in {first} and in {second}?",
        again="And in {city}?|What about {city}?|How about {city}?|And {city}?|And what time is it in {city}?",
        about="{city}",
        errors="unknown city|no time zone for this city|clock service is down",
        respond=results.time,
    ),
    Function(
        name="calculate",
        names="evaluate|compute|calculator|do_math",
        description="Work out an expression",
        descriptions="Evaluate a math expression|A calculator|Compute the value of a formula",
        parameters={"expression": STRING},
        other_names={"expression": "formula|input|math"},
        draw=values.expression,
        phrasings="What is {expression}?|Calculate {expression}.|How much is {expression}?|{expression}?|{expression} = ?|"
        "Work out {expression} for me.|Can you compute {expression}?|Please tell me what {expression} is.|"
        "I need the result of {expression}.|What do I get for {expression}?",
        paired="expression",
        pairs="What is {first}, and what is {second}?|Calculate {first} and {second}.|Work out {first} and then {second}.|"
        "How much is {first} and how much is {second}?",
        again="And {expression}?|What about {expression}?|Now {expression}.|And how much is {expression}?",
        about="{expression}",
        errors="number too large|bad expression|calculator is off",
        respond=results.calculate,
    ),
    Function(
        name="convert_currency",
        names="exchange|currency|convert_money|exchange_rate",
        description="Convert money to another currency",
        descriptions="Exchange an amount of money|Convert between currencies|What money is worth elsewhere",
        parameters={"amount": NUMBER, "from": STRING, "to": STRING},
        other_names={"amount": "value|sum", "from": "source|from_currency", "to": "target|to_currency"},
        draw=values.amount_and_currencies,
        phrasings="Convert {amount} {from} to {to}.|How much is {amount} {from} in {to}?|{amount} {from} in {to}?|"
        "What is {amount} {from} worth in {to}?|Change {amount} {from} into {to}.|{amount} {from} to {to} please.|"
        "How many {to} do I get for {amount} {from}?|I have {amount} {from}, how much is that in {to}?|"
        "Please exchange {amount} {from} to {to}.",
        paired="to",
        pairs="How much is {amount} {from} in {first} and in {second}?|Convert {amount} {from} to {first} and {second}.|"
        "{amount} {from} in {first} and {second}?|What is {amount} {from} worth in {first} and {second}?",
        again="And in {to}?|What about {to}?|And {amount} {from}?|How about {amount}?|And how much is that in {to}?",
        about="{from} to {to}",
        errors="unknown currency|no rate today|bank is closed",
        respond=results.convert,
    ),
    Function(
        name="send_message",
        names="send_text|message|text_to|write_to",
        description="Send a message to someone",
        descriptions="Text a person|Send someone a short message|Write to a contact",
        parameters={"recipient": STRING, "text": STRING},
        other_names={"recipient": "to|person|contact|name", "text": "message|body|content"},
        draw=values.recipient_and_text,
        phrasings="Tell {recipient} that {text}.|Send {recipient} a message: {text}.|Text {recipient} that {text}.|"
        "Write to {recipient} that {text}.|Let {recipient} know that {text}.|Message {recipient}: {text}.|"
        'Send "{text}" to {recipient}.|Can you tell {recipient} that {text}?|Please text {recipient}: {text}.|'
        "Send a message to {recipient} saying {text}.",
        paired="recipient",
        pairs="Tell {first} and {second} that {text}.|Send {first} and {second} a message: {text}.|"
        "Text {first} and {second} that {text}.|Let {first} and {second} know that {text}.",
        again="Tell {recipient} the same.|And tell {recipient} too.|Send it to {recipient} as well.|And {recipient}?|"
        "Now tell {recipient} that {text}.",
        about="{recipient}",
        errors="no number for this person|no network|message not sent",
        respond=results.message,
    ),
    Function(
        name="set_timer",
        names="start_timer|timer|countdown|new_timer",
        description="Start a timer",
        descriptions="Set a kitchen timer|Count down some minutes|Ring after some minutes",
        parameters={"minutes": INTEGER, "label": STRING},
        other_names={"minutes": "duration|length|time", "label": "name|title|note"},
        optional="label",
        draw=values.minutes_and_label,
        phrasings="Set a timer for {minutes} minutes.|Start a {minutes} minute timer.|Timer for {minutes} minutes.|"
        "{minutes} minutes, please.|Wake me in {minutes} minutes.|Count down {minutes} minutes.|"
        "Can you set a timer for {minutes} minutes?|Ring in {minutes} minutes.|{minutes} minute timer.|"
        "Set a timer for {minutes} minutes for the {label}.|Start a {minutes} minute {label} timer.|"
        "I need a {label} timer, {minutes} minutes.|{label} timer, {minutes} minutes.|"
        "Remind me of the {label} in {minutes} minutes.",
        paired="minutes",
        pairs="Set timers for {first} and {second} minutes.|Start two timers, {first} and {second} minutes.|"
        "I need one timer for {first} minutes and one for {second}.|Timers for {first} and {second} minutes.",
        again="And for {minutes} minutes?|And one for {minutes} minutes.|Another one for {minutes} minutes, please.|"
        "And {minutes} minutes for the {label}.",
        about="{minutes} minutes",
        errors="too many timers|timer not started|clock service is down",
        respond=results.timer,
    ),
    Function(
        name="create_event",
        names="add_event|new_event|schedule|calendar_add",
        description="Add an event to the calendar",
        descriptions="Create a calendar entry|Plan something on a day|Schedule an appointment",
        parameters={"title": STRING, "day": STRING, "time": STRING},
        other_names={"title": "name|what|event", "day": "date|on", "time": "at|start|hour"},
        draw=values.event,
        phrasings="Add {title} on {day} at {time}.|Put {title} in my calendar, {day} at {time}.|{title}, {day} at {time}.|"
        "Schedule {title} for {day} at {time}.|Plan {title} on {day} at {time}, please.|"
        "Create an event: {title}, {day}, {time}.|Can you add {title} to my calendar on {day} at {time}?|"
        "I have {title} on {day} at {time}, please note it.|Book {title} for {time} on {day}.|"
        "My calendar needs {title} at {time} on {day}.",
        paired="day",
        pairs="Add {title} on {first} and {second} at {time}.|Schedule {title} for {first} and {second} at {time}.|"
        "Put {title} in my calendar on {first} and on {second}, at {time}.|"
        "Plan {title} on {first} and {second}, both at {time}.",
        again="And on {day}.|The same on {day}, please.|And {title} at {time}.|Also on {day} at {time}.|And {title} on {day}?",
        about="{day}",
        errors="calendar is full|no access to the calendar|there is an event at that time",
        respond=results.event,
    ),
    Function(
        name="search_web",
        names="web_search|find_pages|search|look_up",
        description="Search the web",
        descriptions="Find pages on the internet|Look something up online|Web search",
        parameters={"query": STRING},
        other_names={"query": "q|words|terms|search_for"},
        draw=values.query,
        phrasings="Search the web for {query}.|Search for {query}.|Look up {query}.|Find pages about {query}.|"
        "Can you search for {query}?|Look for {query} on the internet.|Find {query} online.|web search: {query}|"
        "What does the web say about {query}?|Please find me something on {query}.",
        paired="query",
        pairs="Search for {first} and for {second}.|Look up {first} and then {second}.|"
        "Find pages about {first} and about {second}.|Search the web for {first} and also for {second}.",
        again="And {query}?|Now look for {query}.|And what about {query}?|Now {query}, please.|Then search for {query}.",
        about="{query}",
        errors="no pages found|search is down|no network",
        respond=results.search,
    ),
    Function(
        name="translate",
        names="translate_text|translator|to_language|say_in",
        description="Translate a text",
        descriptions="Say something in another language|Translate words|Text in another language",
        parameters={"text": STRING, "language": STRING},
        other_names={"text": "input|phrase|words", "language": "target|to|into"},
        draw=values.text_and_language,
        draw_answerable=values.known_translation,
        phrasings='Translate "{text}" into {language}.|Translate "{text}" to {language}.|How do I say "{text}" in {language}?|'
        'What is "{text}" in {language}?|"{text}" in {language}?|Say "{text}" in {language}.|'
        'Put "{text}" into {language}.|How would you say "{text}" in {language}?|'
        'Translate into {language}: {text}|I need the {language} for "{text}".',
        paired="language",
        pairs='Translate "{text}" into {first} and {second}.|How do I say "{text}" in {first} and {second}?|'
        'What is "{text}" in {first} and in {second}?|Say "{text}" in {first} and then in {second}.',
        again='And in {language}?|How about {language}?|And "{text}"?|What about "{text}"?|And in {language}, please?',
        about="{language}",
        errors="unknown language|translator is down|no network",
        respond=results.translation,
    ),
    Function(
        name="play_music",
        names="play|start_music|play_artist|music",
        description="Play music by an artist",
        descriptions="Start songs of a band|Play a singer or a band|Music player",
        parameters={"artist": STRING},
        other_names={"artist": "band|singer|by|name"},
        draw=values.artist,
        phrasings="Play {artist}.|Play something by {artist}.|Put on {artist}.|I want to hear {artist}.|"
        "Can you play music by {artist}?|Music by {artist}, please.|Play a song by {artist}.|"
        "Let me hear some {artist}.|Start the music: {artist}.|Some {artist} would be nice now.",
        again="Now play {artist}.|And now {artist}.|Now something by {artist}, please.|Change to {artist}.",
        about="{artist}",
        errors="unknown artist|no speaker found|player is off",
        respond=results.music,
    ),
    Function(
        name="get_stock_price",
        names="stock_price|share_price|quote|get_quote",
        description="The price of a stock",
        descriptions="Get what a share costs|Latest price by stock symbol|Stock quote",
        parameters={"symbol": STRING},
        other_names={"symbol": "ticker|stock|share|code"},
        draw=values.symbol,
        phrasings="What is the price of {symbol}?|How much is {symbol} stock?|Price of {symbol}?|What does {symbol} cost now?|"
        "How much is one share of {symbol}?|Check the {symbol} stock price.|What is {symbol} trading at?|"
        "Stock price of {symbol} please.|Tell me the price of {symbol} stock.|Where is {symbol} today?",
        paired="symbol",
        pairs="What are the prices of {first} and {second}?|How much are {first} and {second}?|"
        "Stock prices of {first} and {second}?|Check {first} and {second} stock.",
        again="And {symbol}?|What about {symbol}?|How about {symbol}?|And the price of {symbol}?",
        about="{symbol}",
        errors="unknown symbol|market is closed|no price today",
        respond=results.stock,
    ),
    Function(
        name="turn_light",
        names="light|set_light|switch_light|lamp",
        description="Turn a light on or off",
        descriptions="Switch the lamp in a room|Control the lights at home|Light switch",
        parameters={"room": STRING, "state": {"type": "string", "enum": ["on", "off"]}},
        other_names={"room": "place|where|location", "state": "power|mode|switch"},
        draw=values.room_and_state,
        phrasings="Turn {state} the light in the {room}.|Turn the {room} light {state}.|Switch {state} the {room} light.|"
        "Light {state} in the {room}.|{room} light {state}|Please turn the light in the {room} {state}.|"
        "Can you turn {state} the lights in the {room}?|Switch the light {state} in the {room}.|"
        "I want the light {state} in the {room}.|Turn {state} the lamp in the {room}.",
        paired="room",
        pairs="Turn {state} the light in the {first} and the {second}.|Lights {state} in the {first} and in the {second}.|"
        "Switch {state} the lights in the {first} and the {second}.|Turn the {first} and {second} lights {state}.",
        again="And in the {room}?|And the {room} too.|The same in the {room}.|And the {room} light {state}.|Now the {room}.",
        about="the {room}",
        errors="no lamp in this room|lamp does not answer|no power",
        respond=results.light,
    ),
)
