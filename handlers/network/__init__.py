"""みんなの設定: coordinators change the network's words, contacts, hours, closed days, topics and perspectives."""

from handlers.network.talk import CONVERSATION as CONVERSATION
