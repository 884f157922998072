params={'filter': 'state eq 1'}
x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



x = 1  # comfilter: ignore[unknown-property] r



u='https://h/compute-ops-mgmt/v1/jobs'
