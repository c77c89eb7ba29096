"""All modules that use Scrapy: process, spider, middlewares, recorder."""
