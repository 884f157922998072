# Jobs of a server that failed, by two requests. Both have mistakes on purpose.
param($Id, $Name)

$base = 'https://us-west.api.greenlake.hpe.com'
$headers = @{ Authorization = "Bearer $env:COM_TOKEN" }

Invoke-RestMethod -Headers $headers -Uri "$base/compute-ops-mgmt/v1/jobs?filter=resource%2Fid%20eq%20%27P06760-B21+2M212504P8%27"

$query = @{ filter = "name eq '$Name' and State == 'ERROR'"; limit = 100 }
Invoke-RestMethod -Headers $headers -Uri "$base/compute-ops-mgmt/v1/jobs" -Body $query
