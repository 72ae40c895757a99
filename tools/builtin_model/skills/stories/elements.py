"""What every story is made of, whatever its plot: kinds of characters, places, first and last sentences."""

from __future__ import annotations

from typing import Final

from tools.builtin_model.words import phrases


def _between_semicolons(text: str) -> tuple[str, ...]:
    return phrases(text, ";")


ANIMALS: Final = _between_semicolons("""cat; dog; fox; rabbit; bear; mouse; owl; duck; frog; hedgehog; squirrel; turtle; goat; pony;
    pig; donkey; lion; elephant; penguin; monkey; badger; beaver; hen; goose; sheep; tiger; crow; otter""")
FANTASY: Final = _between_semicolons("dragon; dragon; robot; robot; giant; ghost")
# The first of each is what somebody is of whom a user tells only the name.
WOMEN: Final = _between_semicolons(
    "girl; girl; princess; witch; fairy; mermaid; baker; farmer; gardener; painter"
)
MEN: Final = _between_semicolons(
    "boy; boy; prince; wizard; king; old sailor; baker; farmer; gardener; painter"
)

PLACES: Final = _between_semicolons("""in a quiet forest; in a little village; on a small farm; in a house by the sea; in an old castle;
    on a tiny island; at the foot of a mountain; in a green valley; in a busy town; by a wide river;
    on a windy hill; near a blue lake; in a crooked little house; in an old windmill; at the edge of a dark wood;
    in a tall lighthouse; in a garden full of roses; behind seven hills; in a street with yellow houses;
    in a cottage with a red roof""")
DAYS: Final = _between_semicolons("""One sunny morning; One fine day; One morning; One windy afternoon; One bright day; One day;
    One quiet afternoon; One grey morning; One warm day; One spring morning; One summer day; One autumn afternoon;
    One cool morning; Early one morning""")

# How a story may end that began with a protagonist of this trait.
TRAITS: Final = {
    "shy": ("After that {P} was not so shy any more.", "{P} was still shy, but never with {F}."),
    "curious": (
        "And {P} was as curious as ever.",
        '"What can we find out tomorrow?" asked {P}, who was still curious.',
    ),
    "little": (
        "{P} was still little, but {they} felt very big that night.",
        "Even a little {kind} can do great things.",
    ),
    "sleepy": (
        "Then {P} yawned, sleepy as ever, and closed {their} eyes.",
        "And {P} slept until noon the next day.",
    ),
    "cheerful": ("And {P} was as cheerful as a bird.", "{P} whistled a cheerful song all the way to bed."),
    "hungry": (
        "Then {P}, hungry as ever, asked what was for supper.",
        "And of course {P} was hungry again.",
    ),
    "clever": (
        '"You are a clever {kind}, {P}," said {F}.',
        "{P} was clever, but {they} had still learned something.",
    ),
    "friendly": ("And {P} was friendlier than ever.", "It is good to have a friend like {P}."),
    "dreamy": (
        "That night {P} had the best dream of all.",
        "Then {P} looked at the clouds and dreamed again.",
    ),
    "merry": ("{P} was so merry that {they} danced home.", "And {P} made up a merry song about it."),
    "quiet": ("{P} said nothing, but {they} smiled for a long time.", "For once, {P} was not quiet at all."),
    "lively": ("{P} was far too lively to go to bed.", "And {P} jumped for joy three times."),
}
CLOSINGS: Final = (
    "It was the best day that {P} could remember.",
    "{P} and {F} talked about it for a long time.",
    "And {P} and {F} stayed friends for ever.",
    '"Good night, {F}," said {P}. "Good night, {P}," said {F}.',
    "When the wind is still, you can hear {P} and {F} laughing.",
    "And that is the end of the story of {P} and {F}.",
    "Then the stars came out over {P} and {F}.",
)

# The first sentence names the protagonist; the whole names both characters and the place.
OPENINGS: Final = (
    "Once upon a time there was {a_trait} {kind} named {P}. {P} lived {place} with {a_f_kind} named {F}.",
    "Once upon a time there was {a_trait} {kind} named {P}. {P} lived {place}, and so did {a_f_kind} named {F}.",
    "Once there was {a_trait} {kind} called {P}. {P} and {a_f_kind} named {F} lived {place}.",
    "{P} was {a_trait} {kind} who lived {place}. {P} had a good friend, {a_f_kind} named {F}.",
    "Long ago, {place}, there lived {a_trait} {kind} named {P}. Next door lived {a_f_kind} called {F}.",
    "{Place} lived {a_trait} {kind} named {P}. {P}'s best friend was {F}, {a_f_kind}.",
    "Far away, {place}, lived {P}, {a_trait} {kind}. {P} and {a_f_kind} named {F} did everything together.",
    "This is the story of {P}, {a_trait} {kind} who lived {place}. {P}'s best friend was {a_f_kind} named {F}.",
    "Once upon a time {a_trait} {kind} named {P} and {a_f_kind} named {F} lived {place}.",
    "{Place} lived two friends. One was {P}, {a_trait} {kind}, and the other was {F}, {a_f_kind}.",
    "{P} the {trait} {kind} and {F} the {f_kind} were best friends. {P} and {F} lived {place}.",
    "There was once {a_trait} {kind} named {P}. {P} shared a home {place} with {F}, {a_f_kind}.",
)
