"""The page of promises: which match, with which outcomes, and the scoreboard."""
