"""Plots of stories in which somebody wants something; how to read them is said in ``grammar``."""

from __future__ import annotations

from typing import Final

WISHES: Final = """
topic: the moon; catching the moon
gist: {P} wants the moon, and {F} finds it in a {bowl}.
let bowl: bucket; pond; bowl; puddle; teacup
- One clear night {P} looked up and said, "I want to have the moon." | {P} had one big wish: {P} wanted to
    touch the moon. | One night the moon was round and yellow. "It looks like cheese," said {P}. "I must
    have it."
- First {P} jumped as high as {they} could. The moon only smiled. | First {P} climbed the tallest tree, but
    the moon was still far away. | First {P} called, "Moon, come down!" But the moon stayed where it was.
-? Then {P} threw a rope at the moon, and the rope fell on {their} head. | Then {P} put a ladder on the
    roof, but it was too short. | Then {P} stood on a chair on a table on a box. Crash! Down came {P}.
- "What are you doing?" asked {F} with a yawn. | All this noise woke {F}. "Can I help you?" {f_they} asked.
    | {F} came out in a long white nightshirt. "What is going on?" asked {F}.
- "I want the moon," said {P}, "but it is too high." | {P} told {F} all about it, and {F} thought for a
    while.
- Then {F} smiled. "Look into this {bowl}," said {F}. | {F} took {P} to a {bowl} full of water. "Look down,
    not up," said {F}.
- {P} looked, and there it was: the moon was in the {bowl}! | And there in the {bowl} was the moon, round
    and bright. | In the water of the {bowl} swam the whole moon, and {P} could even touch it.
-? "I have the moon!" cried {P} and danced with joy. | {P} was so happy that {they} kissed {F} on the nose.
    | "It is cold and wet," said {P}. "I always wondered about that."
- "It is yours," said {F}, "but let it go home in the morning." And {P} did. | {P} and {F} sat beside the
    moon until they both fell asleep. | And when there is a clear night, {P} and {F} go and say hello to the
    moon in the {bowl}.
? What did {P} want?; What was {P}'s wish? | {P} wanted the moon. | moon
? Where did they find the moon?; Where was the moon? | The moon was in a {bowl}. | {bowl}

topic: a strange seed; a garden; a seed
gist: {P} plants a seed and waits until {plant} grows.
let plant: a giant pumpkin; a melon as big as a cart; a bean that grew up to the clouds; a tree full of
    golden pears; a strawberry as big as a chair
- {Day}, {P} found a strange seed on the path. | {Day}, the wind dropped a small brown seed in front of {P}.
    | {Day}, {P} bought a seed from an old woman for one penny.
- "What will it be?" asked {P} and put it into the ground. | {P} planted the seed behind the house and gave
    it some water. | "Plant it and wait," said {F}. So {P} planted the seed.
- The next day {P} went to look. There was nothing. | {P} watered it every morning, but nothing came up. |
    {P} sat down beside it and waited all day long. Nothing happened.
-? Then {P} sang to the seed. Still nothing. | Then {P} told the seed a story, but the seed only slept. |
    Then {P} put a little scarf round the spot to keep the seed warm.
-? "It must be a stone," sighed {P}. | After a week {P} was ready to give up. | "It does not like me," said
    {P} to {F}.
- "Good things need time," said {F}. "I can wait with you." | {F} put an arm around {P}. "Give it one more
    day," said {F}. | "I will water it while you sleep," said {F} to {P}.
- That night a warm rain fell. In the morning {P} opened the door and could not believe it: there was
    {plant}! | And then, one morning, {F} called, "{P}, come quickly!" In the garden stood {plant}! | One
    week later {P} could not open the door, because outside stood {plant}!
-? {P} and {F} danced around it three times. | "It was not a stone!" cried {P}. | "Good things need time,"
    said {P} and hugged {F}.
- There was enough for everyone, and {P} gave the first bite to {F}. | {P} kept one new seed in a little
    box, for the next year. | Since then {P} and {F} plant every seed they find, and then they wait.
? What did {P} plant?; What did {P} find? | {P} planted a seed. | seed
? What grew in the garden?; What did the seed become? | It was {plant}. | {plant}
? Who waited with {P}?; Who helped {P}? | {F} helped {P}. | {F}

topic: a race; winning a race
gist: {P} stops in a race to help {H}.
let prize: golden cup; cake with three candles; basket of apples; silver medal; blue ribbon
- {Day}, there was a big race. The prize was a {prize}. | Once a year there was a great race, and this year
    the prize was a {prize}. | {Day}, {F} said, "There is a race today, and the prize is a {prize}!"
-? {P} wanted to win so much. | "I am not fast," said {P}, "but I want to try." | {P} had trained all
    summer, and {F} had helped.
- The fastest of all was {H}, {a_h_kind} who was very proud. | {H} was there too, {a_h_kind} who had won
    every year. | "I always win," said {H}, {a_h_kind} with a very proud nose.
- "One, two, three, go!" called {F}. {P} was last. | {F} waved a flag. Soon {H} was far ahead of {P}.
- Then {P} saw {H} sitting in the grass. "I hurt my foot," said {H}. | But at the bridge {P} found {H}, deep
    in the mud. | Half way, {P} found {H} stuck in a thorn bush.
-? Now {P} could win! {P} looked at the road, and {P} looked at {H}. | "Go on," said {H} sadly. "Now you can
    win." | Everyone else ran past, but {P} stopped.
- "Winning can wait," said {P} and helped {H} up. | {P} did not think for long. "Lean on me," {they} said to
    {H}. | "Come on," said {P}. "We can go together."
- Slowly {P} and {H} came in, the very last of all. | When {P} and {H} came in, only {F} was still waiting.
- But who got the {prize}? {P} did, for the kindest heart. | "The {prize} is for you, {P}," said {F}.
    "Anybody can run, but not everybody can stop."
- {P} went home with the {prize}, and {H} was not so proud any more. | And the next year {P} and {F} and {H}
    ran together. | {H} was never too proud again, and {P} had one more friend.
? Who did {P} help?; Who needed help? | {P} helped {H}. | {H}
? What was the prize?; What did {P} win? | The prize was a {prize}. | {prize}

topic: a birthday; a surprise party; a party
gist: {P} thinks that {F} forgot {their} birthday.
let gift: a kite with a long tail; a hat with a red feather; a little wooden flute; a warm green scarf; a
    boat with a white sail; a box of paints
- It was {P}'s birthday. {P} jumped out of bed and ran to the door. | {Morning}, {P} woke up very early,
    because it was {their} birthday. | For weeks {P} had counted the days. Now it was {P}'s birthday at
    last.
- But there was no cake, and there was no song. | But nobody was there, and the house was quiet. | "Today
    somebody will come and sing for me," thought {P}. But nobody came.
- {P} went to see {F}. "Do you know what day it is?" asked {P}. "A very busy day," said {F} and shut the
    door. | On the road {P} met {F}. "Good morning, I am in a hurry!" called {F} and was gone. | {P} knocked
    at {F}'s door. "Not now!" called {F}.
-? "{F} forgot my birthday," thought {P}. | {P} went away with a long face. | A tear ran down {P}'s nose.
-? {P} sat by the water all day and threw little stones. | All afternoon {P} walked about alone and kicked a
    stone. | {P} picked a flower and sang a birthday song in a small voice.
- When it got dark, {P} went home. There was a strange smell of cake. | In the evening {P} saw a light in
    {their} own window. Who could that be? | At last {P} went home and opened the door. It was dark, and
    somebody giggled.
- "Surprise!" shouted {F}, and all the lights went on. | "Happy birthday, {P}!" cried {F} and jumped out of
    the cupboard. | Then {F} jumped up from behind the sofa. "Happy birthday, dear {P}!"
- There was a cake as big as a wheel, and {F} gave {P} {gift}. | "This is for you," said {F}. It was {gift}.
    "I was busy making it all day."
- "And I thought that you forgot me!" said {P} and laughed and cried at once. | {P} hugged {F} for a long,
    long time. | {P} blew out the candles and wished for nothing, because {they} had everything.
? What did {F} give {P}?; What was the present?; What did {P} get? | {F} gave {P} {gift}. | {gift}
? Whose birthday was it? | It was {P}'s birthday. | {P}

topic: a cake; baking a cake; a cake for the queen
gist: {P} and {F} bake a cake with {extra} in it by mistake.
let extra: pepper; onions; mustard; cheese; beans
- {Day}, a letter came for {P}. "The queen will visit you for tea," it said. | {Day}, {P} heard great news:
    the queen was coming to tea! | {Day}, {F} ran in and cried, "The queen is coming, {P}, and she wants
    cake!"
-? "But I have never baked a cake," said {P}. | "Then we must bake," said {P} and looked for a bowl. | {P}
    nearly fell off the chair.
- "I will help you," said {F}. "How hard can it be?" | {F} put on an apron and found a very old book. "Page
    one is missing," said {F}. | So {F} brought the flour, and {P} brought the eggs.
-? First {P} dropped an egg on the floor, and {F} slipped on it. | First there was so much flour in the air
    that {P} could not see {F}. | First the cake was too flat, and then it was too hard.
- Then the lamp went out. In the dark {P} took the wrong pot and put {extra} into the cake! | And then, by
    mistake, {F} put {extra} into the cake and not sugar! | {P} stirred the cake, and {F} added something
    from a pot. "Oh no," said {F}. "That was {extra}!"
-? But there was no time for a new cake. The queen was at the door. | Ding! It was too late. {P} had to open
    the door for the queen. | "Quick, hide it!" said {P}. But the queen was already there.
- The queen took one bite. She looked at {P}, and she looked at {F}. | {P} shut {their} eyes while the queen
    tried the cake. | The queen took a big piece. {F} could not look.
- "At last!" cried the queen. "Everybody gives me sweet cake, and I am so tired of it." | "Is that {extra}?"
    asked the queen. "How wonderful! I want some more." | Then the queen smiled. "{P}, this is the best cake
    of my life," she said.
- The queen ate it all, and {P} and {F} got a gold star each. | Now {P} and {F} bake for the queen every
    week, and always with {extra}. | That evening {P} and {F} laughed so much that the flour fell from their
    ears.
? What did they put in the cake by mistake?; What was in the cake? | They put {extra} in the cake. | {extra}
? Who came to tea?; Who ate the cake? | It was the queen. | queen

topic: a treasure; a treasure map; a treasure hunt
gist: {P} and {F} follow a map and find {find}.
let find: two cups and a tin of tea; a box full of old toys; a letter from {P}'s grandfather; a hundred
    colourful marbles; an old music box that still played; a picture of {P}'s grandmother as a pirate
- {Day}, {P} found an old map in a bottle. | {Day}, a map fell out of a dusty book, right in front of {P}. |
    {Day}, {P} cleaned the attic and found a map with a red cross on it.
- "A treasure!" cried {P} and ran to {F}. | "What would you do with a treasure?" asked {F}. "I would buy a
    ship," said {P}. | {P} showed it to {F} at once. "Let us go!" said {F}.
- {F} took a spade, and {P} took the map. | {P} and {F} packed two apples and a spade and set off. | {P}
    walked in front, and {F} carried the spade.
- First they went over the wide river, and {F} nearly fell in. | First {P} held the map upside down, and
    they ended up in a field of angry geese. | First they came to a deep swamp, and {F} lost a shoe.
-? Then they crept through a dark cave, and {P} sang so that nobody was afraid. | Then a thick bush blocked
    the way, but {F} found a tunnel under it. | Then {P} counted one hundred steps from the crooked tree.
- At last {P} saw the place, and {F} began to dig. | "Here it is!" called {P}. They dug and dug until it was
    evening.
- Clonk! There was a chest. {P} opened it slowly, and inside was no gold, but {find}. | {F} hit something
    hard. It was a chest, and in it {P} and {F} found {find}.
-? First {P} was a little sad. Then {P} began to smile. | {P} and {F} looked at each other and laughed. |
    "That is better than gold," said {F}.
- "The best treasure," said {P}, "was the day with you, {F}." | It was dark when {P} and {F} came home,
    tired and dirty and rich in their own way. | {P} put the map back, so that some day somebody else could
    find something there.
? What was in the chest?; What did they find? | They found {find}. | {find}
? Who went with {P}?; Who carried the spade? | {F} went with {P}. | {F}

topic: a new neighbour; making a new friend; a scary stranger
gist: {P} finds out that {H}, the new neighbour, is kind.
let bring: a warm loaf of bread; a jar of honey; a bunch of flowers; a plum cake; a pot of jam
- {Day}, somebody new moved into the old house on the hill. It was {a_h_kind} named {H}. | {Day}, {a_h_kind}
    named {H} came to live near {P}.
- "They say that {H} eats doors for breakfast," whispered {F}. | "I heard that {H} eats doors," said {F} to
    {P}. | Everyone was afraid of {H}. People said that {H} ate doors for breakfast.
-? At night {P} heard a terrible howl from {H}'s house. | The windows were always dark, and {P} walked past
    as fast as {they} could. | Once {P} saw a huge shadow there and ran all the way home.
- But then {P} thought, "Maybe {H} has no friends." | But {P} could not stop thinking about {H}. | "Has
    anybody ever said hello to {H}?" asked {P}. {F} did not know.
- So {P} took {bring} and went up to the house. {F} came too, but stayed behind a tree. | The next day {P}
    took {bring} and knocked at the door. {F} hid behind {P}.
- The door opened slowly, and there stood {H}. | {H} opened the door. {P}'s knees shook like jelly. | "Who
    is there?" asked a deep voice. It was {H}.
- "We brought you {bring}," said {P}. | "Good day, {H}," said {P} very quickly. "This is for you." | {P}
    could only say, "Hello."
- {H} began to cry. "I thought that nobody liked me," said {H}. | And {H} turned red. "I am so shy," said
    {H}, "and I did not know how to say hello." | {H} smiled from ear to ear. "You are my first guests!"
    said {H}.
-? Then {H} played the violin, very badly, and {P} and {F} danced. | {F} came out, and soon all three sat at
    the table and told jokes. | "Do you eat doors?" asked {F}. "Only with butter," said {H}, and then they
    all laughed.
- Since then {P} and {F} visit {H} every week. | That is how {P} and {F} found a new friend. | And {P} knew:
    you have to knock before you know.
? Who was the new neighbour?; Who moved in? | {H} was the new neighbour. | {H}
? What did {P} bring?; What did {P} take to {H}? | {P} brought {bring}. | {bring}

topic: a boat; building a boat; sailing
gist: {P} and {F} build a boat from {good}.
let bad, why: paper = got wet and sank; straw = fell apart; bread = was eaten by the ducks; sugar = melted
    in the water; stones = went straight down
let good: an old bathtub; a big wooden barrel; half of a giant nut shell; an old door; a large umbrella
- {P} had a dream: {P} wanted to sail across the water. | {Day}, {P} looked at the water and said, "I want
    to see the other side." | {Day}, {P} saw a white sail far away. "I want a boat too," said {P}.
- "Then let us build a boat," said {F}. | {F} liked the idea. "We can build a boat today," said {F}. | "Let
    us build a boat," said {F}. "I can swim if we sink."
- First {P} made a boat of {bad}, but it {why}. | The first boat was made of {bad}. {P} got in, but the boat
    {why}. | First they tried {bad}. {F} laughed, because that boat {why}.
-? "I will never get across," said {P}, dripping wet. | {P} sat on the shore and pulled a fish out of
    {their} ear. | People laughed, and {P} wanted to go home.
- "Try again," said {F}. "A wet friend is better than a sad one." | But {F} said, "I have an idea. Come with
    me!" | But {F} looked around and thought.
- Behind the house {F} had found {good}. | And then {P} saw {good} lying in the grass. | {F} came back with
    {good}. "What about this?" asked {F}.
- They used a shirt as a sail, and off they went. {P} and {F} were sailing! | The new boat rocked and
    creaked, but it did not sink. {P} and {F} sailed away.
-? On the other side {P} saw a little bear waving. It had always wanted to meet {P} and {F}! | On the other
    side {P} found the sweetest berries in the world, and {F} filled a whole bag.
- In the evening {P} and {F} sailed home under the stars. | {P} named the boat after {F}, and it is still
    there. | "Where shall we go tomorrow?" asked {F}. "Everywhere!" said {P}.
? What was the first boat made of? | The first boat was made of {bad}. | {bad}
? What did they use as a boat?; What became the boat? | They used {good}. | {good}
? Who helped {P}?; Who sailed with {P}? | {F} helped {P}. | {F}

topic: learning to sing; a song; music
gist: {P} plays the {tool} badly until it helps {F}.
let tool: trumpet; violin; drum; flute; horn; piano
- {P} played the {tool} all day long. The trouble was that {P} played very badly. | {Day}, {P} got a {tool}
    and began to play. It sounded terrible. | {P} loved the {tool}, but every song came out wrong.
- The neighbours shut their windows, and the dog hid under the bed. | When {P} began, the birds put leaves
    in their ears. | Cups fell off the shelf, and the milk turned sour.
-? First {P} tried to play softly, but soft and wrong is still wrong. | First {P} took a lesson, but the
    teacher ran away. | "Maybe you could play a little less," said {F} kindly.
- So {P} put the {tool} into a box and was sad. | "I will never play again," said {P}. | {P} went up the
    hill to play alone, where nobody could hear.
- One night {F} did not come home. {F} was lost in the dark! | Then, one evening, thick snow fell, and {F}
    could not find the way home. | But one night {F} was out on the water, and the light went out.
-? Everybody called, but {F} could not hear them. | {P} called and called, but the wind was too loud.
- Then {P} had an idea. {P} took the {tool} and played as loudly as {they} could. | "The {tool}!" cried {P},
    and then {P} played the loudest and worst song of all.
- Far away {F} heard it. "Only {P} plays so badly," thought {F}, and followed the sound. | "That is {P}!"
    cried {F}, and {F} followed the terrible music all the way home.
- {F} ran into {P}'s arms. "That was the most beautiful song of my life," said {F}. | Soon {F} was home, and
    everyone clapped for {P}. | "Please never stop playing," said {F} and hugged {P}.
- Since then everybody loves {P}'s {tool}, even when it is wrong. | And {P} still plays badly, but now all
    the windows stay open. | Every evening {P} plays one song for {F}, and {F} does not put leaves in
    {f_their} ears.
? What did {P} play? | {P} played the {tool}. | {tool}
? Who was lost?; Who did {P} help? | {F} was lost. | {F}

topic: a strange egg; an egg
gist: {P} and {F} find an egg, and {baby} comes out.
let colour: blue; spotted; golden; green; silver; striped
let baby: a tiny dragon; a small turtle; a baby penguin; a fluffy owl; a duckling with a loud voice; a very
    small dinosaur
- {Day}, {P} found a {colour} egg in the grass. | {Day}, a {colour} egg rolled down the hill and stopped in
    front of {P}. | {Day}, {P} and {F} found a {colour} egg under a bush.
-? "Whose egg is this?" asked {P}. | {P} looked left and right, but there was no nest. | "It must be cold,"
    said {P} and put a scarf around it.
-? {P} asked the hen. "Not mine," said the hen. "Mine are white." | {F} asked the duck, but the duck only
    shook her head. | {P} and {F} asked the goose. "Too {colour} for me," said the goose.
- So {P} kept the egg warm all night. | {P} sat beside the egg for three days, and {F} brought soup. | {P}
    sang to the egg, and {F} read it a story.
-? Once it rolled off the table, but {F} caught it. | Once {F} wanted to make an omelette. "Never!" cried
    {P}. | Once it began to shake, and {F} hid behind {P}.
- Then one morning, crack! Out came {baby}. | Crack, crack, crack! {P} held {their} breath, and out came
    {baby}. | In the night {F} heard a crack. Out of the egg looked {baby}!
-? "Mama!" it said to {P}. {F} laughed until it hurt. | It looked at {P} and sneezed. | It climbed onto
    {P}'s head and fell asleep.
- The next day its mother came. "I have looked everywhere!" she said. "Thank you, {P}." | {P} and {F} looked
    for its mother, and at the lake they found her. She cried with joy.
- {P} was a little sad to say goodbye, but {F} held {them} tight. | Now the little one visits {P} and {F}
    every spring. | And {P} kept the {colour} shell, to remember it for ever.
? What did {P} find? | {P} found a {colour} egg. | {colour} egg
? What came out of the egg?; What was in the egg? | It was {baby}. | {baby}
"""
