"""The invitation: the page behind the link in the mail, for somebody who may not have an account yet."""
