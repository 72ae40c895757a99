"""What is asked, by endpoint; a group of requests goes to the server it is for, in order."""
