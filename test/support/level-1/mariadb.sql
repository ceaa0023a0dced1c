CREATE TABLE `activity` (
  `id` varchar(100) NOT NULL,
  `kind` varchar(30) NOT NULL,
  `audience` varchar(20) NOT NULL,
  `mode` varchar(20) NOT NULL,
  `status` varchar(20) NOT NULL,
  `startsAt` datetime(3) NOT NULL,
  `publishedAt` datetime(3) DEFAULT NULL,
  `latitude` double DEFAULT NULL,
  `longitude` double DEFAULT NULL,
  `hasPlaces` tinyint(1) NOT NULL,
  `titleByLanguage` text NOT NULL,
  `summaryByLanguage` text NOT NULL,
  `endsAt` datetime(3) NOT NULL,
  `timeZone` varchar(40) NOT NULL,
  `placeName` varchar(200) DEFAULT NULL,
  `locality` varchar(100) DEFAULT NULL,
  `outcode` varchar(4) DEFAULT NULL,
  `placeGss` varchar(9) DEFAULT NULL,
  `capacity` int(11) DEFAULT NULL,
  `waitlistLimit` int(11) DEFAULT NULL,
  `storedAccessFeatures` text NOT NULL,
  `languages` text NOT NULL,
  `themeSlugs` text NOT NULL,
  `networkId` varchar(100) DEFAULT NULL,
  `createdAt` datetime(3) NOT NULL,
  `simultaneousTranslation` tinyint(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `activity_by_publication` (`publishedAt`,`id`),
  KEY `activity_by_start` (`startsAt`,`id`),
  KEY `activity_by_network` (`networkId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `activity` (`id`, `kind`, `audience`, `mode`, `status`, `startsAt`, `publishedAt`, `latitude`, `longitude`, `hasPlaces`, `titleByLanguage`, `summaryByLanguage`, `endsAt`, `timeZone`, `placeName`, `locality`, `outcode`, `placeGss`, `capacity`, `waitlistLimit`, `storedAccessFeatures`, `languages`, `themeSlugs`, `networkId`, `createdAt`, `simultaneousTranslation`) VALUES ('a1','MEETING','BOTH','IN_PERSON','PUBLISHED','2026-12-01 18:00:00.000','2026-10-01 00:00:00.000',NULL,NULL,1,'{\"en\":\"Meeting a1\",\"cy\":\"Cyfarfod a1\"}','{}','2026-12-01 19:00:00.000','Europe/London',NULL,NULL,NULL,NULL,10,NULL,'[]','[\"en\"]','[]',NULL,'2026-10-01 00:00:00.000',1);
CREATE TABLE `booking` (
  `id` varchar(100) NOT NULL,
  `activityId` varchar(100) NOT NULL,
  `memberId` varchar(100) NOT NULL,
  `memberName` varchar(200) DEFAULT NULL,
  `homeRegion` varchar(100) NOT NULL,
  `status` varchar(10) NOT NULL,
  `position` int(11) DEFAULT NULL,
  `offerExpiresAt` datetime(3) DEFAULT NULL,
  `bookedAt` datetime(3) NOT NULL,
  `needSlugs` text NOT NULL,
  PRIMARY KEY (`id`),
  KEY `booking_by_member` (`memberId`),
  KEY `booking_by_time` (`bookedAt`,`id`),
  KEY `booking_by_activity` (`activityId`,`status`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `booking` (`id`, `activityId`, `memberId`, `memberName`, `homeRegion`, `status`, `position`, `offerExpiresAt`, `bookedAt`, `needSlugs`) VALUES ('b1','a1','m1','Anwen Rees (demo)','wales','BOOKED',NULL,NULL,'2026-11-01 00:00:00.000','[]');
CREATE TABLE `change_counter` (
  `id` int(11) NOT NULL,
  `epoch` varchar(64) NOT NULL,
  `last` bigint(20) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `change_counter` (`id`, `epoch`, `last`) VALUES (1,'76c5e5df-b037-4ce0-83ef-f227cc50e6ab',4);
CREATE TABLE `change_mark` (
  `number` bigint(20) NOT NULL,
  `mark` varchar(32) NOT NULL,
  PRIMARY KEY (`number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `change_mark` (`number`, `mark`) VALUES (1,'3jcm9yve9Uwac1n-'),
(4,'n9dF5VuOjPH0jvEY');
CREATE TABLE `change_record` (
  `id` varchar(100) NOT NULL,
  `number` bigint(20) NOT NULL,
  `kind` varchar(30) NOT NULL,
  `listedTo` text DEFAULT NULL,
  `data` text DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `change_record_by_number` (`number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `change_record` (`id`, `number`, `kind`, `listedTo`, `data`) VALUES ('a1',4,'ACTIVITY','[\"public\"]','{\"kind\":\"MEETING\",\"audience\":\"BOTH\",\"mode\":\"IN_PERSON\",\"status\":\"PUBLISHED\",\"startsAt\":\"2026-12-01T18:00:00.000Z\",\"publishedAt\":\"2026-10-01T00:00:00.000Z\",\"latitude\":null,\"longitude\":null,\"hasPlaces\":true,\"facets\":{\"theme\":[],\"language\":[\"en\"],\"access\":[],\"network\":[]},\"text\":\"Meeting a1 \\nCyfarfod a1\"}'),
('m1',2,'MEMBER','[\"public\",\"region:wales\",\"member:m1\"]','{\"kind\":\"PERSON\",\"sortName\":\"anwen rees demo\",\"joinedAt\":\"2026-01-01T00:00:00.000Z\",\"facets\":{\"network\":[],\"level\":[]},\"text\":\"Anwen Rees (demo)\"}'),
('m2',3,'MEMBER','[\"region:wales\",\"member:m2\"]','{\"kind\":\"PERSON\",\"sortName\":\"\",\"joinedAt\":\"2026-01-01T00:00:00.000Z\",\"facets\":{\"network\":[],\"level\":[]},\"text\":\"\"}'),
('net:practice-solutions',1,'NETWORK','[\"public\"]','{\"sortName\":\"practice solutions\",\"cohort\":null,\"facets\":{\"organisation\":[\"org:practice-solutions\"],\"cohort\":[]},\"text\":\"Practice Solutions\"}');
CREATE TABLE `consent` (
  `id` varchar(100) NOT NULL,
  `memberId` varchar(100) NOT NULL,
  `purpose` varchar(30) NOT NULL,
  `wordingVersion` varchar(40) NOT NULL,
  `language` varchar(35) NOT NULL,
  `givenAt` datetime(3) NOT NULL,
  `withdrawnAt` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `consent_by_member` (`memberId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE TABLE `coordination` (
  `organisationId` varchar(100) NOT NULL,
  `networkId` varchar(100) NOT NULL,
  `role` varchar(10) NOT NULL,
  `from` varchar(10) DEFAULT NULL,
  `to` varchar(10) DEFAULT NULL,
  `areaCodes` text DEFAULT NULL,
  `regionAssumed` tinyint(1) NOT NULL,
  PRIMARY KEY (`organisationId`,`networkId`),
  KEY `coordination_by_network` (`networkId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `coordination` (`organisationId`, `networkId`, `role`, `from`, `to`, `areaCodes`, `regionAssumed`) VALUES ('org:practice-solutions','net:practice-solutions','LEAD',NULL,NULL,NULL,0);
CREATE TABLE `facet` (
  `owner` varchar(100) NOT NULL,
  `name` varchar(30) NOT NULL,
  `value` varchar(100) NOT NULL,
  PRIMARY KEY (`owner`,`name`,`value`),
  KEY `facet_by_value` (`name`,`value`,`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `facet` (`owner`, `name`, `value`) VALUES ('a1','language','en'),
('net:practice-solutions','organisation','org:practice-solutions');
CREATE TABLE `idempotency_key` (
  `hash` varchar(64) NOT NULL,
  `inputHash` varchar(64) NOT NULL,
  `resultId` varchar(100) NOT NULL,
  `change` varchar(200) NOT NULL,
  `createdAt` datetime(3) NOT NULL,
  PRIMARY KEY (`hash`),
  KEY `idempotency_key_by_age` (`createdAt`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE TABLE `leadership_role` (
  `id` varchar(100) NOT NULL,
  `memberId` varchar(100) NOT NULL,
  `level` varchar(20) NOT NULL,
  `title` varchar(200) NOT NULL,
  `organisationId` varchar(100) DEFAULT NULL,
  `focus` text NOT NULL,
  `collaborative` tinyint(1) NOT NULL,
  `from` varchar(10) NOT NULL,
  `to` varchar(10) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `leadership_role_by_member` (`memberId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE TABLE `listing` (
  `owner` varchar(100) NOT NULL,
  `token` varchar(120) NOT NULL,
  PRIMARY KEY (`owner`,`token`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `listing` (`owner`, `token`) VALUES ('a1','public'),
('m1','member:m1'),
('m1','public'),
('m1','region:wales'),
('m2','member:m2'),
('m2','region:wales'),
('net:practice-solutions','public');
CREATE TABLE `member` (
  `id` varchar(100) NOT NULL,
  `kind` varchar(10) NOT NULL,
  `sortName` varchar(200) NOT NULL,
  `joinedAt` datetime(3) NOT NULL,
  `displayName` varchar(200) NOT NULL,
  `visibility` varchar(10) NOT NULL,
  `status` varchar(10) NOT NULL,
  `groupSize` int(11) DEFAULT NULL,
  `networkIds` text NOT NULL,
  `preferredLanguage` varchar(35) NOT NULL,
  `email` varchar(254) DEFAULT NULL,
  `phone` varchar(30) DEFAULT NULL,
  `postcode` varchar(8) DEFAULT NULL,
  `contactName` varchar(200) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `member_by_name` (`sortName`,`id`),
  KEY `member_by_joined` (`joinedAt`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `member` (`id`, `kind`, `sortName`, `joinedAt`, `displayName`, `visibility`, `status`, `groupSize`, `networkIds`, `preferredLanguage`, `email`, `phone`, `postcode`, `contactName`) VALUES ('m1','PERSON','anwen rees demo','2026-01-01 00:00:00.000','Anwen Rees (demo)','PUBLIC','ACTIVE',NULL,'[]','en','anwen@example.org',NULL,'SA1 1AA',NULL),
('m2','PERSON','llyr ty demo','2026-01-01 00:00:00.000','Llŷr Tŷ (demo)','PRIVATE','ACTIVE',NULL,'[]','en',NULL,NULL,NULL,NULL);
CREATE TABLE `migrations` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `timestamp` bigint(20) NOT NULL,
  `name` varchar(255) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=6 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `migrations` (`id`, `timestamp`, `name`) VALUES (1,1795219200001,'IndexTables1795219200001'),
(2,1795219200002,'FeedTables1795219200002'),
(3,1795219200003,'IdempotencyTable1795219200003'),
(4,1795219200010,'RegionTables1795219200010'),
(5,1795219200100,'SimultaneousTranslation1795219200100');
CREATE TABLE `network` (
  `id` varchar(100) NOT NULL,
  `sortName` varchar(200) NOT NULL,
  `cohort` varchar(100) DEFAULT NULL,
  `nameByLanguage` text NOT NULL,
  `leaderTitle` varchar(100) DEFAULT NULL,
  `status` varchar(10) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `network_by_name` (`sortName`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `network` (`id`, `sortName`, `cohort`, `nameByLanguage`, `leaderTitle`, `status`) VALUES ('net:practice-solutions','practice solutions',NULL,'{\"en\":\"Practice Solutions\"}',NULL,'ACTIVE');
CREATE TABLE `region` (
  `slug` varchar(100) NOT NULL,
  `nameByLanguage` text NOT NULL,
  `nationGss` varchar(9) NOT NULL,
  `areaCodes` text NOT NULL,
  `exceptAreaCodes` text NOT NULL,
  `languages` text NOT NULL,
  PRIMARY KEY (`slug`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `region` (`slug`, `nameByLanguage`, `nationGss`, `areaCodes`, `exceptAreaCodes`, `languages`) VALUES ('wales','{\"en\":\"Wales\",\"cy\":\"Cymru\"}','W92000004','[\"W92000004\"]','[]','[\"cy\",\"en\"]');
CREATE TABLE `search_text` (
  `key` int(11) NOT NULL AUTO_INCREMENT,
  `owner` varchar(100) NOT NULL,
  `text` text NOT NULL,
  PRIMARY KEY (`key`),
  UNIQUE KEY `search_text_by_owner` (`owner`)
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `search_text` (`key`, `owner`, `text`) VALUES (1,'net:practice-solutions','practice solutions'),
(2,'m1','anwen rees (demo)'),
(3,'m2','llyr ty (demo)'),
(4,'a1','meeting a1 \ncyfarfod a1');
CREATE TABLE `search_word` (
  `word` varchar(40) NOT NULL,
  `owner` varchar(100) NOT NULL,
  `weight` double NOT NULL,
  PRIMARY KEY (`word`,`owner`),
  KEY `search_word_by_owner` (`owner`,`word`),
  CONSTRAINT `search_word_of_text` FOREIGN KEY (`owner`) REFERENCES `search_text` (`owner`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO `search_word` (`word`, `owner`, `weight`) VALUES ('a1','a1',0.5),
('anwen','m1',0.5773502691896258),
('cyfarfod','a1',0.5),
('demo','m1',0.5773502691896258),
('demo','m2',0.5773502691896258),
('llyr','m2',0.5773502691896258),
('meeting','a1',0.5),
('practice','net:practice-solutions',0.7071067811865475),
('rees','m1',0.5773502691896258),
('solutions','net:practice-solutions',0.7071067811865475),
('ty','m2',0.5773502691896258);
