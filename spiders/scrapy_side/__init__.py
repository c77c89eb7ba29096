"""Everything that knows Scrapy: process, spider, middlewares, recorder."""
