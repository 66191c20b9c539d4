"""井戸端会議: a question goes to the network, is answered while everyone works, and can be found again."""
