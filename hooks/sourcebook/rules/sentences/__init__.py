"""Rules about running text that rests on claims sentence by sentence."""
