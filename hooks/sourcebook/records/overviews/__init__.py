"""What gives an overview of all chapters: card, hand-overs, views of the timeline, and where newcomers begin."""
