"""Plots of stories in which something goes wrong; how to read them is said in ``grammar``."""

from __future__ import annotations

from typing import Final

TROUBLES: Final = """
topic: a lost {thing}; {a_thing} that was lost
gist: {P} loses {a_thing} and {F} helps to find it.
let thing: key; red ball; silver bell; map; blue scarf; kite; wooden spoon; hat; lantern; music box; toy
    boat; picture book; drum; golden button; teddy bear; paintbrush; red umbrella; little clock
let spot: under {P}'s own pillow; in {P}'s own basket; behind {P}'s own door; on {P}'s own chair
- {Day}, {P} could not find {their} {thing}. | {Morning}, {P} woke up and saw that {their} {thing} was gone.
    | {Day}, {P} looked for {their} {thing}, but it was not in its place.
-? "Where can my {thing} be?" asked {P}. | {P} was sad, because the {thing} was a present from {their}
    grandmother. | "I had it yesterday," said {P}. "Now my {thing} is gone!"
- "Do not worry, {P}," said {F}. "We can look for it together." | {F} came at once to help {P}. | "Four eyes
    see more than two," said {F}, and so they began to search.
- First {P} looked under the table, but there was only a sleepy spider. | First they looked in the garden.
    {F} found an old shoe and nothing else. | First {P} looked in the tall grass and met a family of ants.
-? Then {F} looked behind the wood pile and found one green sock. | Then they asked the baker, but she had
    seen only bread. | Then {F} looked down the well, and {P} called "Hello!" Only the well answered.
- At last {F} began to laugh. The {thing} was {spot}, and it had been there all the time! | Then they went
    home, and {F} stopped and pointed. There was the {thing}, {spot}! | At last a little crow called, "Look
    at home!" They hurried back, and there was the {thing}, {spot}.
-? {P} laughed too and hugged {F}. | "How silly of me!" said {P}. | "What sharp eyes you have!" said {P}.
- From that day on {P} looked after the {thing} very well. | That night the {thing} was back in its place,
    and {P} slept with a smile. | Now, when something is lost, {P} and {F} always look at home first.
? What did {P} lose?; What was lost? | {P} lost {their} {thing}. | {thing}
? Who helped {P}?; Who helped {them}? | {F} helped {P}. | {F}
? Where was the {thing}? | The {thing} was {spot}. | {spot}

topic: a strange noise; a noise in the night
gist: {P} and {F} find out what makes a noise at night.
let sound, maker: Tap, tap, tap = a wet little woodpecker; Scratch, scratch = a tiny lost kitten; Ding, dong
    = a lamb with a bell; Hoo, hoo = a baby owl; Rustle, rustle = a hedgehog in dry leaves; Squeak, squeak =
    a very small mouse; Ribbit, ribbit = a frog in a flower pot
- One night {P} heard a strange noise outside. "{sound}!" it went. | Late one evening there was a noise at
    {P}'s window. "{sound}!" | "{sound}!" One dark night this noise woke {P} up.
-? "Maybe it is a monster!" thought {P} and hid under the blanket. | {P} held {their} breath and shook from
    head to foot. | {P}'s heart beat like a drum.
- Then {P} called {F}. "Do you hear it too?" asked {P}. {F} nodded. | Quietly, {P} went to wake {F}. "I will
    come with you," said {F}. | {P} whispered, "{F}, are you awake?" Of course {F} was.
- {F} took a lamp, and together they opened the door very slowly. | Step by step, {P} and {F} went out into
    the dark with a lamp. | {P} lit a candle, and {F} opened the door.
-? They saw a big shadow, but {F} said that it was only a bush. | Something white moved. "A ghost!" cried
    {P}, but it was only a shirt on a line. | Nobody was behind the wall, and nobody was on the path.
- Then {P} looked down. There sat {maker}! | {F} held the light a little lower. There was no monster at all,
    only {maker}! | "{sound}!" There it was again. {P} looked behind the water barrel and found {maker}!
- "I am cold," it said in a tiny voice, so {P} let it sleep by the warm fire. | "I only wanted to say good
    night," it said, and {P} and {F} laughed out loud. | It looked hungry, so {F} brought some bread and {P}
    brought some warm milk.
- After that night {P} was never afraid of noises again. | Now, when there is a noise at night, {P} smiles
    and opens the door. | So the monster was a friend, and {P} slept well until morning.
? What made the noise?; Who made the noise? | It was {maker}. | {maker}
? Who went out with {P}?; Who came with {P}? | {F} went out with {P}. | {F}

topic: a broken {thing}; telling the truth
gist: {P} breaks {F}'s {thing} and tells the truth.
let thing: cup; teapot; lamp; chair; clock; toy ship; blue vase; flower pot; mirror; wooden horse
- {Day}, {P} was jumping about in {F}'s house. Crash! {F}'s best {thing} fell down and broke. | {Day}, {P}
    played ball in {F}'s house. Bang! The ball hit {F}'s {thing}, and it broke. | {Day}, {P} wanted to clean
    {F}'s {thing}, but it fell and broke.
-? {F} was out, and nobody had seen it. | "Oh no!" whispered {P}. "What have I done?" | {P} stood very still
    and turned quite red.
- First {P} hid the pieces behind the door. | First {P} pushed the pieces under the carpet, but the carpet
    had a bump now. | {P} thought of blaming the wind, but there was no wind that day.
-? But {P}'s tummy felt as heavy as a stone. | All through supper {P} could not eat a thing. | That made {P}
    feel even worse.
- At last {P} went to {F} and said, "I broke your {thing}. I am so sorry." | When {F} came home, {P} told
    {F} everything. | "{F}, it was me," said {P} in a small voice. "I broke the {thing}."
- {F} looked at {P} for a long time. Then {F} smiled. "I broke it once myself," {f_they} said. "Look, here
    is the old glue!" | "Thank you for telling me," said {F}. "A friend is worth more than any {thing}." |
    {F} was sad, but not for long. "Come, we can mend it together," said {F}.
- {P} held the pieces and {F} put on the glue. | Piece by piece, {P} and {F} put it together again. | {P}
    and {F} worked until the {thing} was whole again.
- Now the {thing} has a crack that looks like a smile, and {P} and {F} like it better than before. | The
    {thing} was not as good as new, but {P} felt light as a feather. | {P} never hid anything from {F}
    again.
? What did {P} break?; What was broken? | {P} broke {F}'s {thing}. | {thing}
? Whose {thing} was it? | It was {F}'s {thing}. | {F}

topic: a storm; a big storm
gist: A storm takes {P}'s {thing}, and {F} helps to build a new one.
let thing, found: roof = an old red sail; fence = a heap of strong branches; door = the round lid of a giant
    barrel; bridge = a long fallen tree
- One night a big storm came. The wind howled and the rain beat on the windows. | One day the sky turned
    black, and a storm began. | One evening the wind grew stronger and stronger, until it was a storm.
- In the morning {P} looked out. The storm had carried off {P}'s {thing}! | When it was over, {P} saw that
    {their} {thing} was gone. | Whoosh! The storm took {P}'s {thing} and carried it far away.
-? "What can I do without a {thing}?" cried {P}. | {P} sat down on a wet stone and wept. | "All that work!"
    said {P}, and a tear ran down.
- {F} came through the mud. "We can build a new one," said {F}. | Soon {F} stood there with a hammer. "Do
    not cry, {P}," {f_they} said. | {F} had heard the wind and came as fast as {f_they} could.
- First they used straw, but the straw blew away. | First {P} tried paper, but the paper got wet and soft. |
    First {F} tried leaves, but a hungry goat came and ate them.
- Then {F} saw what the storm had left behind: {found}! | But the storm had also brought something. Down by
    the water {P} found {found}. | Then {P} went round the corner and found {found}. The storm had brought
    it from far away!
-? "That will make a very good {thing}!" said {F}. | "That is just what we need," cried {P}. | {P} and {F}
    looked at each other and laughed.
- All day {P} and {F} worked, and by evening there was a new {thing}. | {P} pushed and {F} pulled, and soon
    the new {thing} was ready.
- It was the finest {thing} for miles around, and {P} was not afraid of storms any more. | "Thank you,
    storm," said {P} with a wink at {F}. | The next storm came soon, but the new {thing} held, and {P} and
    {F} drank tea and listened to the rain.
? What did the storm take?; What did {P} lose in the storm? | The storm took {P}'s {thing}. | {thing}
? Who helped {P}?; Who came to help? | {F} helped {P}. | {F}

topic: a friend who got stuck; helping a friend
gist: {F} gets stuck, and {P} finds a way to help.
let spot: in a hollow tree; in a hole in the fence; between two big rocks; in an old barrel; in the garden
    gate
let find: a purse with three gold coins; an old brass key; the ring that the queen had lost; a bottle with a
    letter
- {Day}, {P} heard a cry for help. It was {F}! | {Day}, {P} waited for {F}, but {F} did not come. | {Day},
    {P} and {F} played hide and seek. {F} hid so well that something went wrong.
- {P} ran and found {F} stuck {spot}. | At last {P} saw two feet in the air. {F} was stuck {spot}! | {F} was
    stuck {spot} and could not move at all.
-? "I only wanted to see what was inside," said {F}. | "Please get me out," said {F}. "I am hungry." | "It
    looked much wider this morning," said {F}.
- First {P} pulled as hard as {they} could, but {F} did not move. | {P} pulled and pulled and fell over
    backwards. {F} was still stuck.
-? Then {P} brought some butter to make {F} slippery. {F} ate it all up. | Then {P} fetched a rope, but the
    rope broke. | Then {P} pushed from the other side. "Ouch!" said {F}.
- {P} sat down and thought. Then {P} took a feather and tickled {F} on the nose. | At last {P} told {F} the
    funniest joke in the world. | {P} scratched {their} head. Then {P} began to dance in the silliest way.
- {F} laughed and laughed, and pop! {F} was free. | {F} had to laugh so hard that {f_they} shot out like a
    cork.
- And that was not all. Where {F} had been stuck lay {find}! | Something fell down next to {F}. It was
    {find}! | "Look what I was sitting on," said {F}. It was {find}!
- "Next time we look first and go in later," said {P}. | {P} and {F} had found a treasure, and a good joke
    as well. | {F} never got stuck again, not even once.
? Who got stuck?; Who was stuck? | {F} got stuck. | {F}
? Where was {F} stuck? | {F} was stuck {spot}. | {spot}
? What did they find? | They found {find}. | {find}

topic: being afraid of the dark; the dark
gist: {P} is afraid of the dark until {F} shows {them} its lights.
let light: fireflies; stars; glowing mushrooms; little glow-worms
- {P} had one secret: {they} was afraid of the dark. | When the sun went down, {P} always became very quiet,
    because {they} was afraid of the dark. | There was only one thing that {P} did not like, and that was
    the dark.
-? Every evening {P} lit ten candles before going to bed. | Every night {P} slept with the blanket over
    {their} head. | {P} even took a lamp into the cupboard.
- One night the last candle went out. "Help!" cried {P}. | One evening there was not one candle left in the
    house. "What now?" asked {P}. | Then came a night without a moon, and {P} did not know what to do.
-? {P} tried to count sheep, but even the sheep looked dark. | {P} shut {their} eyes, but that was darker
    still. | First {P} sang a loud song, but it did not help.
- There was a knock at the door. It was {F}. "Come out with me," said {F}. "I want to show you something." |
    Then {F} took {P} by the arm. "Trust me," said {F}, and led {P} outside. | {F} heard {P} and came over.
    "The dark is full of lights," said {F}. "Come and see!"
-? At first {P} saw nothing at all. | {P} took one small step, and then another. | {P} held on to {F} and
    opened one eye.
- Then {P} saw them: hundreds and hundreds of {light}! | And then, one after another, the {light} began to
    shine. | All at once there were {light} everywhere, like a thousand tiny lamps.
- "You can only see them when it is dark," said {F}. | "Oh!" said {P}. "Without the dark I would never have
    seen them." | {P} had never seen anything so beautiful.
- Since that night {P} puts out the lamp to look at the {light}. | From then on {P} liked the dark, and
    sometimes {P} even waited for it. | {P} never needed a candle again. {P} only needed {F} and the
    {light}.
? What was {P} afraid of?; What did {P} not like? | {P} was afraid of the dark. | dark
? What did {P} see in the dark?; What did {F} show {P}? | {P} saw {light}. | {light}

topic: a quarrel; the last {treat}; sharing
gist: {P} and {F} quarrel about the last {treat} and learn to share.
let treat: pancake; honey cake; pear; apple pie; cookie; plum; bun; slice of cake
let thief: a cheeky crow; a line of ants; a hungry goat; a quick little squirrel
- {Day}, there was only one {treat} left on the plate. | {Day}, {P} and {F} had a picnic, and one {treat}
    was left.
- "It is mine," said {P}. "I saw it first." "No, it is mine," said {F}. | {P} wanted it. {F} wanted it too.
    | "I am older," said {P}. "But I am hungrier," said {F}.
-? {P} pulled at the plate, and {F} pulled back. | {F} turned away and did not say a word. {P} did not say a
    word either. | Soon {P} and {F} were so angry that they stood back to back.
- First they ran a race for the {treat}, but {P} and {F} came in together. | First {P} and {F} wanted to see
    who could stand on one leg longer. They both fell over.
-? Then {F} said, "We could ask the oldest tree." But the tree said nothing. | Then {P} threw a coin, but it
    rolled away into a hole.
- While they quarrelled, {thief} came along and took the {treat}! | When {P} and {F} turned round, the plate
    was empty. They saw {thief} with the {treat}! | Munch, munch! {P} and {F} looked up and saw {thief}. The
    {treat} was gone!
- {P} looked at {F}, and {F} looked at {P}. Then they both laughed. | "Now nobody has it," said {P}. "How
    silly we were!" said {F}.
- So {P} got the flour and {F} got the eggs, and they made something new to eat. | "I am sorry," said {P}.
    "So am I," said {F}, and they cooked a big pot of porridge together.
- {P} and {F} shared it, and {F} said that everything is sweeter when you share. | And this time {P} gave
    the bigger half to {F}. | It tasted better than any {treat}, because {P} and {F} ate it together.
? What did they quarrel about?; What was left on the plate? | They quarrelled about the last {treat}. |
    {treat}
? Who took the {treat}? | It was {thief}. | {thief}

topic: a friend who is ill; soup
gist: {F} is ill, and {P} makes {f_them} laugh.
let dish: carrot soup; mushroom soup; apple tea; noodle soup; ginger tea; pumpkin soup
- {Day}, {F} did not come out to play. {F} was in bed with a bad cold. | {Day}, {P} heard a loud sneeze.
    Poor {F} was ill! | {Day}, {F} had a red nose and a sore throat and had to stay in bed.
-? "I will make you well again," said {P}. | {P} wanted to help, but how? | "Who will play with me now?"
    thought {P}. "I must help {F} to get well."
- First {P} cooked {dish}. But {P} used salt and more salt, and {F} made a terrible face. | First {P} made
    {dish}, but it boiled over, and most of it ended up on the floor. {F} got only one spoonful.
-? Then {P} sang a song. It was so wrong that the birds flew away. | Then {P} brought flowers, but they made
    {F} sneeze even more. | Then {P} read from a thick book, and it was {P} who fell asleep first.
-? "I am no good at this," sighed {P}. | {P} felt quite sad. | "Nothing helps," said {P} in a low voice.
- Then {P} sat down right in the bowl of {dish}! | Then {P} turned round and walked into the door with the
    pot on {their} head. | Just then {P} sneezed so hard that {they} rolled out of the door and back in
    again.
- {F} began to giggle. {F} laughed until the bed shook. | "Ha ha ha!" laughed {F}. "Do it again, {P}!"
- And what a wonder: after all that laughing {F} felt much better. | The next morning {F} was well again and
    jumped out of bed.
- "The best medicine is a friend like you," said {F} to {P}. | {F} said, "Your {dish} was awful, {P}, but
    you are the best doctor in the world." | Since then {F} calls {P} the giggle doctor, and {P} is proud of
    it.
? Who was ill?; Who had a cold?; Who was sick? | {F} was ill. | {F}
? What did {P} cook?; What did {P} make for {F}? | {P} made {dish}. | {dish}

topic: getting lost; a walk in the fog
gist: {P} and {F} get lost in the fog and {H} leads them home.
let sign: song; bell; drum; flute; whistle
- {Day}, {P} and {F} went for a long walk to pick berries. | {Day}, {P} said, "Let us see what is behind the
    hill," and {F} came along. | {Day}, {P} and {F} went out to look for mushrooms.
- Then the fog came, white and thick as milk. | But on the way back a thick fog came down. {P} could hardly
    see {F}. | Soon there was fog everywhere, and {F} could not see the path any more.
-? "Are we lost?" asked {F}. "Only a little," said {P}. | {P} held on to {F}, so that they would not lose
    each other. | "I think we passed this tree before," said {P}. "Three times," said {F}.
- First they followed a stream, but it went round in a circle. | First {P} followed some footprints. They
    were {P}'s own! | First {F} climbed a rock to look around, but the fog was up there too.
-? Then {F} called for help, but only the echo came back. | Then {P} and {F} sat down under a tree and
    shared their last berry. | {F} began to cry, and {P} put an arm around {f_them}.
- Suddenly they heard a {sign}, far away and soft. "That way!" cried {P}. | "Hush," said {P}. "Do you hear
    that {sign}?" | Then, from somewhere in the white, came the sound of a {sign}.
- They went towards it, step by step, and found {a_h_kind} named {H}. | They followed the sound, and at the
    end of it stood {H}, {a_h_kind} with a big smile.
- "When there is fog, I always make music," said {H}. "Somebody may need it." | "I was lost once too," said
    {H}. "Come, I know the way."
- {H} brought {P} and {F} safely home, and they gave {H} all the tea {h_they} could drink. | Soon {P} and
    {F} were home again, and {H} stayed for supper. | Now, when the fog comes, {P} and {F} and {H} make
    music together.
? Who helped them?; Who brought them home?; Who showed them the way? | {H} showed them the way. | {H}
? What did they hear in the fog?; What did they hear? | They heard a {sign}. | {sign}

topic: a dragon without fire; a dragon who could not breathe fire
who: dragon
gist: {P} is a dragon without fire, until {their} friend {F} is cold.
- All dragons can breathe fire, but {P} could not. | There was one problem: when {P} wanted to breathe fire,
    only bubbles came out.
-? The other dragons laughed. "Soap dragon!" they called, and {P} hid in a cave. | "What is a dragon without
    fire?" asked {P} sadly.
- First {P} ate hot peppers. They only made {their} eyes water. | First {P} swallowed three candles and got
    a tummy ache.
-? Then {P} ran around the hill ten times to get hot. {P} got tired, but there was no fire. | Then {P} tried
    to get very angry, but a butterfly sat down on {P}'s nose, and {P} had to smile.
- "I like you just as you are," said {F}. | "You make very good bubbles," said {F}, and {P} had to laugh a
    little.
- Then winter came. One icy night {F} fell into the river and came out as stiff as a board. | One freezing
    night {F}'s stove went out, and {F} shivered and turned blue.
-? "{F}!" cried {P}. {P} forgot to be afraid and took a deep breath. | {P} wanted only one thing: that {F}
    should be warm.
- And whoosh! Out came a small golden flame. | {P} breathed out, and there it was: a warm, red fire!
- Soon {F} was warm again. "I knew it was in you," said {F}. | {F} held out both arms to the fire. "Thank
    you, {P}," said {F}.
- Now {P} has fire for cold nights and bubbles for {F}'s birthday. | Now {P} can breathe fire like all
    dragons, but {F} still likes {P}'s bubbles best.
? What came out when {P} tried to breathe fire?; What could {P} not do? | {P} could not breathe fire. | fire
? Who was cold?; Who did {P} help? | {F} was cold. | {F}

topic: a robot who wanted to dream; a robot and its heart
who: robot
gist: {P} is a robot who wants to know what a dream is.
- Every morning {F} told {P} about a dream. | "I had a wonderful dream," said {F} one morning.
- "What is a dream?" asked {P}. "I have never had one." | {P} blinked with one green light. "Robots do not
    dream," said {P}.
-? First {P} lay down and shut both lights. {P} saw only black. | First {P} looked for a dream under {F}'s
    pillow, but there was only a feather.
-? Then {P} drank warm milk, and it made {their} wheels squeak. | Then {P} counted sheep. After nine
    thousand {P} was still awake.
-? "I am only a machine," said {P}, and a drop of oil ran down. | {P} was sad, and all the lamps on {P}
    turned blue.
- {F} sat down next to {P}. "A dream is a wish that you can see," said {F}. "What do you wish for?" | "Tell
    me what you like best," said {F} to {P}.
- {P} thought until {their} ears got warm. "To fly over the sea with you," said {P}. | "A picnic on the moon
    with you," said {P} after a long time.
- That night {F} held on to {P} and told a story about it. {P} listened and became very still. | {F} sang
    softly, and one by one {P}'s lamps went out.
- In the morning {P} jumped up. "{F}, I was there, and you were too!" | When the sun came up, {P} cried, "I
    saw it! {F}, I had a dream!"
- Now {P} and {F} tell each other their dreams every morning. | {P} wrote it down, and it is the first dream
    of a robot in the world.
? What did {P} want?; What did {P} wish for? | {P} wanted to dream. | dream
? Who helped {P}? | {F} helped {P}. | {F}
"""
