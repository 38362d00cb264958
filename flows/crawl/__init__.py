"""Finding disclosures on the sites of those who publish them: sources as data, fetched with good manners."""
