"""The middlewares that each request and response passes through: bounds, replay, conditions, capture.

Their result is an `Answer` in `request.meta["answer"]`.
"""

ORDER = {
    "spiders.scrapy_side.middlewares.bounds.Bounds": 610,
    "spiders.scrapy_side.middlewares.replay.Replay": 620,
    "spiders.scrapy_side.middlewares.bounds.Reachable": 625,
    "spiders.scrapy_side.middlewares.conditional.Conditional": 630,
    "spiders.scrapy_side.middlewares.capture.CaptureToWarc": 890,
}
