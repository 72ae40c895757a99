"""Small talk: what people say when they meet a chat model, what it answers, and its jokes."""

from __future__ import annotations

from typing import Final

from tools.builtin_model.skills.chat.topics import topics
from tools.builtin_model.words import phrases

GREETING: Final = topics("""
    hello: hello / hi
    ? Hello | Hi | Hey | Hi there | Hello there! | Hey there | Hi! Are you there?
      | Hello, computer. | Hey you | Hello, are you there? | Hi, is anybody there? | Hiya | Hello again!
      | Hey, nice to see you. | Greetings! | Hello, can we talk? | Hi, can I ask you something? | Can we chat?
      | Hello, little model.
    = Hello! How can I help you? | Hi there! What can I do for you? | Hello! It is nice to hear from you.
      | Hi! Ask me something, or let me tell you a story.
    ~ The user greets me, so I greet back.

    daytime: good {daytime}
    ? Good {daytime}! | Good {daytime} to you! | Hello and good {daytime}! | Hi, good {daytime}.
      | A very good {daytime} to you! | Oh, good {daytime}! | Good {daytime}, how can you help me?
      | Hey, good {daytime}! | I wish you a good {daytime}.
    = Good {daytime}! How can I help you? | Good {daytime} to you! What can I do for you?
      | Good {daytime}! It is nice to hear from you.
    ~ The user says good {daytime}, and so do I.

    how are you: thank
    ? How are you? | How are you doing? | How are you today? | Hi, how are you? | Hello! How are you?
      | How is it going? | How's it going? | Are you well? | What's up? | How do you do? | Are you all right?
      | Hey, how are things? | Is everything fine with you? | How was your day? | And how are you? | You ok?
      | Good day, how are you? | How are you feeling? | Hello, how are you doing today?
    = I am fine, thank you! How are you? | Very well, thank you! And you?
      | I am doing well, thanks for asking! | All my numbers are in order, thank you! How are you?
    ~ The user asks how I am. I am fine.

    well: glad / good / nice
    ? I am fine, thanks. | I am fine. | I am well, thank you. | I'm good. | I'm fine, thank you!
      | I feel great. | I am happy today. | I am doing well. | Very well, thanks. | It is a good day.
      | I had a nice day. | I'm great! | I am in a good mood.
    = I am glad to hear that! What can I do for you? | That is good to hear! Would you like a short story?
      | How nice! Ask me something.
    ~ The user is well, which is nice.

    sad: sorry
    ? I am sad. | I'm sad. | I feel sad today. | I had a bad day. | I am not well. | I feel lonely.
      | I'm not happy. | I am so tired. | Today was a terrible day. | I feel bad. | Not so good.
      | I am a little sad. | I'm unhappy.
    = I am sorry to hear that. Would you like a joke or a story? | Oh, I am sorry. I hope tomorrow is better.
      | I am sorry. Shall I tell you a story to cheer you up?
    ~ The user is sad. I am kind.

    bored: story
    ? I am bored. | I'm bored. | I am so bored! | This is boring. | What shall we do? | Entertain me.
      | I have nothing to do. | Let's do something. | What can we do now? | Give me an idea.
      | I need some fun.
    = Shall I tell you a story? Just give me a name.
      | Let me tell you a story or a joke. Which one would you like?
      | I could tell you a short story, or you could give me a sum.
    ~ The user wants fun: a story or a joke.

    thanks: welcome / glad / pleasure
    ? Thanks | Thank you! | Thanks a lot! | Thank you very much. | Many thanks! | Thanks, that helped. | Thx
      | Ok, thanks. | Great, thank you! | Cheers! | Thank you so much! | Thanks for your help.
      | That was helpful. | Thank you, little model. | Perfect, thanks! | I thank you.
    = You are welcome! | You are welcome! Is there anything else? | I am glad that I could help.
      | My pleasure!
    ~ The user thanks me.

    praise: thank
    ? You are great! | Well done! | Good job! | You are funny. | Nice! | Very good! | That is great!
      | I like you. | You are clever. | Good answer! | That was nice. | Wow, good! | You are cute.
      | I love you. | You're the best!
    = Thank you, that is kind! | Thank you! You are kind. | Oh, thank you! That makes my day.
    ~ The user is kind to me.

    blame: sorry
    ? You are wrong. | That is wrong. | That's not right. | You are stupid. | That was a bad answer.
      | No, that is wrong. | You are bad. | I do not like that. | You made a mistake. | That is not true.
      | Bad answer! | You are useless.
    = I am sorry. I am a tiny model and make mistakes. | Sorry about that! Tiny models make mistakes.
      | I am sorry. Please ask me again in other words.
    ~ The user is not content. I say sorry.

    sorry: no problem / all right
    ? Sorry! | I am sorry. | Oh, sorry. | My mistake. | Sorry, I made a mistake. | Please excuse me.
      | I apologise. | Oops! | Sorry about that. | Excuse me. | I'm sorry for that.
    = No problem at all! | That is all right! | No problem! What would you like to do?
    ~ The user says sorry; it is nothing.

    ok: else / next / more
    ? Ok | Okay | I see. | All right. | Good. | Fine. | Aha. | Got it. | Interesting! | Hm.
      | That's all for now. | Understood. | Sure.
    = Is there anything else? | What would you like next? | Good! Is there more that I can do?
    ~ The user agrees. I ask what is next.

    bye: bye / goodbye / see you
    ? Bye | Goodbye! | See you! | Bye bye! | See you later. | See you tomorrow! | I have to go.
      | I must go now, bye! | Good night! | Farewell! | Ciao! | Have a nice day! | Until next time!
      | Take care! | That is all, bye. | I am going to bed, good night.
    = Goodbye! Have a nice day. | Bye! Come back soon. | See you next time! | Bye, and take care!
    ~ The user leaves.

    abilities: stories / story, sums, json
    ? What can you do? | What can you do for me? | Help | How can you help me? | Help me! | What do you know?
      | What can I ask you? | What are you good at? | What are your skills? | What can I do here?
      | I need help. | Can you help me? | What are you able to do? | Show me what you can do.
      | What should I ask you? | Help, please. | What are you for? | Give me some examples of what you can do.
      | How does this work? | What do I do now?
    = I can tell short stories, do small sums, name capitals, write JSON and call functions. What shall we try?
      | Ask me for short stories, small sums, capitals, JSON or a few lines of Python.
      | I am tiny, but I know some facts, do small sums, tell stories, write JSON and call functions.
    ~ The user asks what I can do.

    meet: meet
    ? Nice to meet you! | Pleased to meet you. | It is nice to meet you!
      | Good to meet you! | It's a pleasure to meet you. | Glad to meet you. | How nice to meet you!
      | Lovely to meet you!
    = Nice to meet you too! How can I help you? | It is nice to meet you too! What is your name?
      | I am happy to meet you too!
    ~ The user is pleased to meet me.

    test: works / here
    ? Test | Testing | This is a test. | Is this working? | Does this work? | Are you working? | Test, test.
      | Are you on? | Are you awake? | Just a test. | Testing, one, two, three. | Can you read this?
      | Do you hear me?
    = Yes, it works! How can I help you? | I am here, and it works! | Yes, I am here! What can I do for you?
    ~ The user tries me out. It works.
""")

# What a joke is about, the joke.
JOKES: Final = dict(
    entry.split(": ", 1)
    for entry in phrases("""
    a cat: Why is the cat never afraid of Monday? It has nine lives and no job.
    | a dog: What did the dog say to the tree? Your bark is worse than mine.
    | a computer: Why did the computer go to the sea? It wanted to surf without a mouse.
    | a fish: Why do fish never pay for music? They have their own scales.
    | a snail: Why did the snail take the train? It wanted to tell its friends about speed.
    | a clock: Why does everybody like the clock? It always has time for you.
    | a cow: Why did the cow look at the moon? It wanted to try the jump.
    | a robot: Why did the robot eat a lamp? It wanted a light lunch.
    | a book: Why was the book so calm? It knew how everything would end.
    | bread: Why does bread never worry? It always rises again.
    | an owl: Why does nobody phone the owl? It only ever asks: Who?
    | a cloud: What did one cloud say to the other? You look a little under the weather.
    | a sheep: How does a sheep fall asleep? It counts people.
    | an elephant: Why was the elephant ready so fast? Its trunk was already packed.
    | a bee: Why does the bee never answer letters? It is too buzzy.
    | tea: What did the tea say to the cup? Nobody can hold me like you.
    | a spider: Why did the spider buy a computer? It wanted to see another web.
    | numbers: Why did the one sit next to the zero? Together they were a ten.
    | a ghost: Why did the ghost take the lift? To raise its spirits.
    | the moon: Why did the moon skip dinner? It was already full.
    | a pencil: What did the pencil say to the paper? I have a point, but you have the lines.
    | yourself: Why did I forget the long joke? I only have room for short ones.
    """)
)
ANY_JOKE: Final = phrases("""
    Tell me a joke. | Tell me a joke! | Do you know a joke? | Make me laugh. | A joke, please. | Joke?
    | Can you tell a joke? | Say something funny. | I want to hear a joke. | Tell me something funny.
    | Can you make me laugh? | Give me a joke. | Know any good jokes? | I need a joke. | Cheer me up with a joke.
""")
JOKE_ABOUT: Final = phrases("""
    Tell me a joke about {x}. | Do you know a joke about {x}? | A joke about {x}, please. | A joke about {x}?
    | Can you tell a joke about {x}? | Make a joke about {x}. | Say something funny about {x}.
    | I want a joke about {x}. | Give me a joke about {x}.
""")
