"""One site's visit, without Scrapy: which addresses to request, and how to judge the responses."""
