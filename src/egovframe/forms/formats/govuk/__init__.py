"""GOV.UK Forms: the form document of its API."""
